"""Names that connect nothing: they lead nowhere, or from something in use to something that is retired."""

from collections.abc import Mapping
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


def find_dead_names(shelf: Shelf) -> Mapping[int, Mapping[Pointer, str]]:
    """Return where names stand that connect nothing, by the `id()` of the document: "astray" or "retired" at each pointer.

    What may stand in a file that could not be read is not among them.
    """
    if shelf not in _found:
        found: dict[int, dict[Pointer, str]] = {}
        for reference, target in shelf.references:
            if target is None:
                state = "" if reference.typed or shelf.is_unread(reference) else "astray"
            else:
                state = "retired" if uses_retired(reference, target) else ""
            if state:
                found.setdefault(id(reference.document), {})[reference.pointer] = state
        _found[shelf] = found
    return _found[shelf]


def uses_retired(reference: Reference, target: Target) -> bool:
    """Return whether something in use refers to a document, or to a value of a list, that is retired."""
    document = target.document
    retired = document.data.get("status") == "retired" and document is not reference.document
    if target.part:
        retired = (document.get(target.part) or {}).get("status") == "retired"
    # Prose may tell of what was: a mention uses nothing.
    return (
        retired and not reference.typed and reference.field.name not in EXPLAINING and not _is_over(reference.document)
    )


def _is_over(document: Document) -> bool:
    # What is over tells of its day: a decision that was made, work that is done.
    over = _OVER.get(document.kind.name, ())
    return document.data.get("status") in ("retired", "deprecated") or document.data.get("state") in over
