"""Something in use refers to something that is retired.

What: A document that is active, planned or a draft names a document whose status is `retired`, or a value of a value
list that is retired. Saying what replaced what (`replaced_by`) and which documents explain a word (`related`) is
allowed. Decisions that were made, and initiatives and vendor updates that are over, tell of their day and may name what is gone
since.

Why: A process that runs on a system nobody pays for any more fails on the day it is needed.

Mend: Refer to what took over, which the message names where it is known, or retire the document that refers.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

SEVERITY = "warning"
DIMENSION = "cohesive"
_OVER = {
    "decision": ("accepted", "rejected", "superseded"),
    "initiative": ("done", "dropped"),
    "vendor-update": ("done", "no-impact"),
}
_ALLOWED = frozenset({"replaced_by", "replaces", "related", "term"})


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each reference of something in use to something retired."""
    for reference, target in shelf.references:
        # Prose may tell of what was: a mention uses nothing.
        if target is None or reference.typed or reference.field.name in _ALLOWED or _gone(reference.document):
            continue
        if target.part:
            part = target.document.get(target.part) or {}
            if part.get("status") == "retired":
                heir = part.get("replaced_by")
                yield Complaint(
                    reference.document,
                    reference.pointer,
                    f"`{reference.name}` is retired",
                    f"Use `{heir}`." if heir else "",
                )
        elif target.document.data.get("status") == "retired" and target.document is not reference.document:
            heir = target.document.data.get("replaced_by")
            hint = f"`{heir}` replaced it." if heir else "Name what took over, or take it out."
            message = f"{target.document.kind.label.lower()} `{target.document.id}` is retired"
            yield Complaint(reference.document, reference.pointer, message, hint)


def _gone(document: Document) -> bool:
    # What is over tells of its day: a decision that was made, work that is done.
    over = _OVER.get(document.kind.name, ())
    return document.data.get("status") in ("retired", "deprecated") or document.data.get("state") in over
