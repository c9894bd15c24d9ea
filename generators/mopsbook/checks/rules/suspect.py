"""Something that this depends on has changed since somebody read it.

What: the document was reviewed with `mopsbook review`, and a neighbour that it depends on says something else now in a field that
matters for it: a system of a process has another owner, a field of a metric another type. Which fields matter, the schema says beside
the reference (`x-watch`). A document that was never reviewed so, one that is retired, and one whose review is overdue are left alone.

Why: What was true on the day of the review may have become wrong without a word of it being touched, and nobody who reads it can see
that.

Mend: Read it again with the change in mind, mend what is no longer true, and run `mopsbook review` for it, which records what
you have looked at.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from mopsbook.checks.cause import by_neighbour, say_remark
from mopsbook.checks.finding import Complaint
from mopsbook.checks.freshness import judge_all
from mopsbook.documents.shelf import Shelf
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "reliable"

_MOST = 4


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each document with all that has changed around it since its review."""
    for document, freshness in zip(shelf.documents, judge_all(shelf, today), strict=True):
        if freshness.state == "suspect":
            changed = _told([say_remark(group) for group in by_neighbour(freshness.causes)])
            hint = f"Read it with that in mind, mend what is wrong now, and run `mopsbook review {document.kind.name}/{document.id}`."
            yield Complaint(document, ("last_reviewed",), f"since its review on {freshness.reviewed} {changed}", hint)


def _told(sentences: Sequence[str]) -> str:
    """Return sentences as one; of many the first few, since the page of the document has them all."""
    told = list(sentences[:_MOST])
    if len(sentences) > _MOST:
        told.append(count(len(sentences) - _MOST, "other thing") + " changed")
    # Each may hold an "and" of its own.
    return "; ".join(told)
