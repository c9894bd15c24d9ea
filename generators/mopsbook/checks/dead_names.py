"""Names that connect nothing: they lead nowhere, or from something in use to something that is retired."""

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Reference, Shelf, Target

_OVER = {
    "decision": ("accepted", "rejected", "superseded"),
    "initiative": ("done", "dropped"),
    "vendor-update": ("done", "no-impact"),
}
# Fields that explain and use nothing.
EXPLAINING = frozenset({"replaced_by", "replaces", "related", "term"})

# A rule asks, and so does the score of every document.
_found: WeakKeyDictionary[Shelf, Mapping[int, Mapping[Pointer, str]]] = WeakKeyDictionary()
_retired: WeakKeyDictionary[Shelf, Sequence[tuple[Reference, Target]]] = WeakKeyDictionary()


def find_dead_names(shelf: Shelf) -> Mapping[int, Mapping[Pointer, str]]:
    """Return where names stand that connect nothing, by the `id()` of the document: "astray" or "retired" at each pointer.

    What may stand in a file that could not be read is not among them.
    """
    if shelf not in _found:
        found: dict[int, dict[Pointer, str]] = {}
        for reference, target in shelf.references:
            if target is None and not reference.typed and not shelf.is_unread(reference):
                found.setdefault(id(reference.document), {})[reference.pointer] = "astray"
        for reference, _ in uses_of_retired(shelf):
            found.setdefault(id(reference.document), {})[reference.pointer] = "retired"
        _found[shelf] = found
    return _found[shelf]


def uses_of_retired(shelf: Shelf) -> Sequence[tuple[Reference, Target]]:
    """Return each reference of something in use to a document, or to a part of one, that is retired, with what it leads to."""
    if shelf not in _retired:
        gone = {id(document) for document in shelf.documents if document.data.get("status") == "retired"}
        _retired[shelf] = tuple(
            (reference, target)
            for reference, target in shelf.references
            if target is not None
            and (_is_retired_part(target) if target.part else id(target.document) in gone)
            # Prose may tell of what was: a mention uses nothing.
            and not (reference.typed or reference.field.name in EXPLAINING or _is_over(reference.document))
            and (target.part or target.document is not reference.document)
        )
    return _retired[shelf]


def _is_retired_part(target: Target) -> bool:
    return (target.document.get(target.part) or {}).get("status") == "retired"


def _is_over(document: Document) -> bool:
    # What is over tells of its day: a decision that was made, work that is done, and every note of a change.
    over, data = _OVER.get(document.kind.name, ()), document.data
    told = document.kind.name == "change-note" or data.get("state") in over
    return told or data.get("status") in ("retired", "deprecated")
