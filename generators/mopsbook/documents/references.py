"""References: the values of a document that name other documents, or parts of them, before anybody looks where they lead."""

from typing import NamedTuple

from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.mentions import find_mentions
from mopsbook.documents.values import Paths, find_values
from mopsbook.kinds.field import Field


# A tuple by its type: a large book has tens of thousands, and a dataclass takes three times as long to make.
class Reference(NamedTuple):
    """A value that names another document, or a part of one: where it stands and what it may name.

    `typed` is what a mention in prose begins with, as it stands in the text; a field of names has none.
    """

    document: Document
    pointer: Pointer
    field: Field
    name: str
    typed: str = ""


# What `Reference(...)` comes to, in a third of the time.
_NEW = tuple.__new__


class Finder:
    """Finds references. What a kind says of where they stand is worked out once for all its documents."""

    def __init__(self) -> None:
        self._paths: dict[str, Paths] = {}

    def find(self, document: Document) -> list[Reference]:
        """Return what may be references, in the order of the schema, then those that prose makes."""
        kind = document.kind
        paths = self._paths.get(kind.name)
        if paths is None:
            paths = self._paths[kind.name] = Paths(kind.references, kind.free)
        found = [
            _NEW(Reference, (document, pointer, field, name, ""))
            for _, pointer, field, name in paths.find(document.data)
        ]
        for field in kind.prose if document.source.may_mention else ():
            for pointer, value in find_values(document.data, field.path, kind.free):
                if isinstance(value, str):
                    found += [Reference(document, pointer, field, *mention) for mention in find_mentions(value)]
        return found
