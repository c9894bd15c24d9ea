"""What documents say as it is written in their files: `Document.data` has blanks and wrong values taken out."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mopsbook.documents.document import Document
from mopsbook.reading.read import read_yaml


class State(Struct, frozen=True):
    """`own` stands in the document itself; `shared` is said once for a whole file of many."""

    own: Mapping[str, Any]
    shared: Mapping[str, Any]

    @property
    def whole(self) -> dict[str, Any]:
        """All that the document says; its own word wins."""
        return {**self.shared, **self.own}


class States:
    """The states of many documents; each file is read once, however many stand in it."""

    def __init__(self) -> None:
        self._files: dict[str, Any] = {}

    def of(self, document: Document) -> State:
        """Return what a document says."""
        if document.path not in self._files:
            self._files[document.path] = read_yaml(document.source.text.encode()).value
        file = self._files[document.path]
        own: Any = file
        for step in document.base:
            own = own[step]
        return State(own, {key: file[key] for key in document.inherited if key in file})
