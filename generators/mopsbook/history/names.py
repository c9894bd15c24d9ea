"""Put names in place of ids in what changed: readers know a role by what it is called today."""

import re

from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.documents.document import Document
from mopsbook.documents.mentions import MENTION, fold
from mopsbook.documents.shelf import Reference, Target
from mopsbook.history.change import WITHIN, Change, ChangeLog, Changes, FieldChange
from mopsbook.kinds.field import Field

_MENTION = re.compile(MENTION)
_ANY = Field("", (), "", refs=("any",))


def with_names(log: ChangeLog, catalog: Catalog) -> ChangeLog:
    """Return the log with the titles of what references and mentions lead to. What leads nowhere now stays as it was."""
    changes = log.changes
    return replace(log, changes=Changes(len(changes), lambda index: Names(changes[index], catalog).tell()))


class Names:
    """The names of one change, as the document that it happened to would understand them."""

    def __init__(self, change: Change, catalog: Catalog) -> None:
        """Take a change; what is gone by now understands nothing of its own, and is taken for any document."""
        self._change = change
        self._shelf = catalog.shelf
        self._document = catalog.shelf.get(change.kind, change.id)

    def tell(self) -> Change:
        """Return the change with names in it."""
        fields = tuple(self._tell(field) for field in self._change.fields)
        return replace(self._change, fields=fields) if fields != self._change.fields else self._change

    def _tell(self, field: FieldChange) -> FieldChange:
        if field.item:
            field = replace(field, label=self._name_item(field))
        if not field.refs and "[[" not in field.old + field.new:
            return field
        return replace(field, old=self.name(field.old, field.refs), new=self.name(field.new, field.refs))

    def _name_item(self, field: FieldChange) -> str:
        name = self.name(field.item, field.item_refs)
        return WITHIN.join(name if label == field.item else label for label in field.label.split(WITHIN))

    def name(self, text: str, refs: str) -> str:
        """Return a text with names in it, be it that of references to these kinds, or prose if there are none."""
        if not refs:
            return _MENTION.sub(lambda match: match[2] or self._title(fold(match[1]), _ANY), text)
        field = Field("", (), "", refs=tuple(refs.split()))
        return ", ".join(self._title(name, field) for name in text.split(", "))

    def _title(self, name: str, field: Field) -> str:
        document = self._document or next(iter(self._shelf.documents), None)
        target = self._shelf.resolve(Reference(document, (), field, name)) if document and name else None
        return _call(target) if target else name


def _call(target: Target) -> str:
    document: Document = target.document
    part = document.get(target.part) if target.part else None
    return (
        str(part.get("title") or part.get("label") or part.get("value")) if isinstance(part, dict) else document.title
    )
