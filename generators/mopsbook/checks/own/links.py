"""Along the references: what a value leads to, and which documents refer to one. Indexed once for all rules."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from mopsbook.checks.own.terms import Node, Path, Referrers, Source
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf


class Item(NamedTuple):
    """One of what a rule looks at. `node` is None if nobody can look into it: it leads nowhere, or was spoilt.

    `pointer` is where it stands in the document that is asked, None if it stands elsewhere. `is_document` tells the
    documents at the end of a reference from parts and plain values.
    """

    node: Node | None
    pointer: Pointer | None
    is_document: bool = False


class Links:
    """The references of a shelf, for questions in both directions."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._known: dict[Referrers, Sequence[int]] = {}

    def items(self, node: Node, source: Source) -> tuple[list[Item], bool]:
        """Return the items of a source, and whether these are all: what could not be read may hold more of them."""
        return self._referrers(node, source) if isinstance(source, Referrers) else self._within(node, source)

    def _within(self, node: Node, path: Path) -> tuple[list[Item], bool]:
        document, at = node.document, (*node.pointer, *path)
        value = document.get(at)
        if value is None:
            return [], not is_spoilt(document, at)
        field = document.kind.field(at)
        if isinstance(value, list):
            pointers: list[Pointer] = [(*at, index) for index in range(len(value))]
        elif isinstance(value, dict) and field is not None and field.free:
            pointers, value = [(*at, key) for key in value], list(value.values())
        else:
            pointers, value = [at], [value]
        if field is not None and field.refs:
            targets = self._targets.get(id(document), {})
            return [Item(targets.get(pointer), pointer, True) for pointer in pointers], True
        # What is empty here was wrong and taken out, and that is said already.
        spoilt = [one in ("", {}) for one in value]
        items = zip(pointers, spoilt, strict=True)
        return [Item(None if empty else Node(document, pointer), pointer) for pointer, empty in items], True

    def _referrers(self, node: Node, source: Referrers) -> tuple[list[Item], bool]:
        document = node.document
        # Of two documents with one id only the first is ever found; that there are two is said already.
        first = self.shelf.get(*document.key) or document
        by_field = self._sources.get(id(first), {})
        found = {
            id(item.node): item
            for field in self._fields(source)
            for item in by_field.get(field, ())
            if item.node is not None and item.node.document is not document
        }
        return list(found.values()), not self._may_be_named(document)

    def _may_be_named(self, document: Document) -> bool:
        """Return whether a file that could not be read seems to mention a document."""
        names = (document.id, *document.data.get("aliases", ()))
        return any(name and name in text for text in self._unread for name in names)

    @cached_property
    def _unread(self) -> Sequence[str]:
        troubles = (one for one in self.shelf.troubles if one.rule in ("unreadable-file", "unknown-kind"))
        return [trouble.source.text for trouble in troubles if trouble.source]

    def _fields(self, source: Referrers) -> Sequence[int]:
        """Return the fields in which such documents refer to others."""
        if source not in self._known:
            kinds = [self.shelf.kinds[source.kind]] if source.kind else self.shelf.kinds.shown
            fields = [field for kind in kinds for field in kind.references]
            self._known[source] = [id(one) for one in fields if not source.field or ".".join(one.path) == source.field]
        return self._known[source]

    # Both indexes have an entry for every reference of a book, of which there may be hundreds of thousands. Keys that are
    # there already cost nothing; new ones for each would cost more than all that is asked of them.

    @cached_property
    def _targets(self) -> Mapping[int, Mapping[Pointer, Node]]:
        """What each reference leads to, by the document and the place in which it stands."""
        nodes: dict[int, Node] = {}
        found: dict[int, dict[Pointer, Node]] = {}
        for reference, target in self.shelf.references:
            if target is not None:
                # A few documents are named again and again.
                if id(target) not in nodes:
                    nodes[id(target)] = Node(target.document, target.part)
                found.setdefault(id(reference.document), {})[reference.pointer] = nodes[id(target)]
        return found

    @cached_property
    def _sources(self) -> Mapping[int, Mapping[int, Sequence[Item]]]:
        """Who refers to each document, by the field in which they do."""
        items = {id(document): Item(Node(document), None, True) for document in self.shelf.documents}
        found: dict[int, dict[int, list[Item]]] = {}
        for reference, target in self.shelf.references:
            if target is not None and not reference.document.kind.hidden:
                by_field = found.setdefault(id(target.document), {})
                by_field.setdefault(id(reference.field), []).append(items[id(reference.document)])
        return found


def is_spoilt(document: Document, pointer: Pointer) -> bool:
    """Return whether a schema took something out there, so that nothing can be said of what is missing."""
    return bool(document.violations) and document.is_spoilt(pointer)
