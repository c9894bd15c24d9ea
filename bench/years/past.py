"""Past: a book on its way backwards. It knows its documents at every moment, and takes back what one commit did."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mopsbook.documents.document import Document
from mopsbook.documents.load import read_document
from mopsbook.editing.tree import Written, read_tree
from mopsbook.kinds.kind import Kinds
from mopsbook.reading.places import Pointer
from mopsbook.reading.read import read_yaml

Key = tuple[str, str]
# What files held before a commit; None for a file that was not there.
Before = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a commit did, told from its end: the files as they were before it, and how its author called it."""

    before: Before
    subject: str
    author: str = ""
    reason: str = ""


class Past:
    """The files of a book at one moment, and the documents in them."""

    def __init__(self, files: Mapping[str, str], kinds: Kinds) -> None:
        self.kinds = kinds
        self.files: dict[str, str] = {}
        self._documents: dict[str, list[Document]] = {}
        self._paths: dict[Key, str] = {}
        # What a document is called at this moment, by what it is called in the end.
        self._called: dict[Key, Key] = {}
        self.take_back(files)
        self._names = {document.key: document.title for document in self.all()}

    def take_back(self, before: Before) -> dict[str, str | None]:
        """Let the files be as they were before a commit; return what they are after it."""
        after = {path: self.files.get(path) for path in before}
        for path, text in before.items():
            for document in self._documents.pop(path, ()):
                if self._paths.get(document.key) == path:
                    del self._paths[document.key]
            if text is None:
                self.files.pop(path, None)
                continue
            self.files[path] = text
            if path.endswith(".yaml") and path.startswith("knowledge/"):
                self._documents[path] = read_document(path, text.encode(), self.kinds)[1]
                self._paths |= {document.key: path for document in self._documents[path]}
        return after

    def note_name(self, now: Key, then: Key) -> None:
        """Note that a document is called otherwise from here on backwards."""
        last = next((key for key, called in self._called.items() if called == now), now)
        self._called[last] = then

    def get(self, key: Key) -> Document | None:
        """Return a document by what it is called in the end; None where it is not written yet."""
        key = self._called.get(key, key)
        here = self._documents.get(self._paths.get(key, ""), ())
        return next((document for document in here if document.key == key), None)

    def in_file(self, path: str) -> list[Document]:
        """Return the documents of a file."""
        return self._documents.get(path, [])

    def all(self) -> Iterator[Document]:
        """Yield every document, in the order of the files."""
        for path in sorted(self._documents):
            yield from self._documents[path]

    def title_of(self, kind: str, id: str) -> str:
        """Return what a document is called, its id if there is none."""
        found = self.get((kind, id))
        return found.title if found else id

    def name_of(self, key: Key) -> str:
        """Return what is called so in the end, be it written yet or not; "" if nothing is."""
        return self._names.get(key, "")

    def holds(self, document: Document, text: str, fewer: int = 0) -> bool:
        """Return whether a text can have been the file of a document: read without a problem and no more wrong than it is."""
        _, found, troubles = read_document(document.path, text.encode(), self.kinds)
        here = self._documents[document.path]
        wrong = sum(len(one.violations) for one in found) - sum(len(one.violations) for one in here)
        return not troubles and len(found) == len(here) - fewer and wrong <= 0


def raw_of(document: Document) -> Any:
    """Return what is written of a document, as it stands in its file."""
    value: Any = read_yaml(document.source.text.encode()).value
    for step in document.base:
        value = value[step]
    return value


def node_of(document: Document, pointer: Pointer) -> Written | None:
    """Return where a value is written; None for what is worked out or shared."""
    return read_tree(document.source.text).at((*document.base, *pointer))


def values_of(data: Any, at: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    """Yield every value of a document with its pointer, groups and lists before what is in them."""
    if at:
        yield at, data
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from values_of(value, (*at, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from values_of(value, (*at, index))


def replace_word(text: str, old: str, new: str) -> str:
    """Return a text in which an id is another one wherever it stands for itself."""
    return re.sub(rf"(?<![\w.-]){re.escape(old)}(?![\w-])", new, text)
