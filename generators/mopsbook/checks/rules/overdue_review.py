"""Nobody has looked at this for longer than was agreed.

What: `last_reviewed` plus the cadence (the document's `review_every`, else the book's policy for its kind) lies in
the past, or `last_reviewed` lies in the future. Retired documents are left alone, and days by which somebody was to answer are
for the rule date-passed.

Why: A page nobody has read for a year may be right. The reader cannot know, and stops trusting the others as well.

Mend: Read it with care, mend what is no longer true, and set `last_reviewed` to today. If the cadence is too short
for this document, say so with `review_every`.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from mopsbook.checks.finding import Complaint
from mopsbook.checks.freshness import judge_all
from mopsbook.documents.shelf import Shelf
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "reliable"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each document whose review is overdue."""
    for document, freshness in zip(shelf.documents, judge_all(shelf, today), strict=True):
        # Where the sun rises earlier it may be tomorrow already.
        if freshness.reviewed and freshness.reviewed - today > timedelta(days=1):
            hint = f"Today is {today.isoformat()}. Write the day somebody really read it."
            yield Complaint(
                document, ("last_reviewed",), f"the last review is in the future, on {freshness.reviewed}", hint
            )
        elif freshness.reviewed is None and document.data.get("last_reviewed"):
            # The year 0000, which JSON Schema lets pass.
            yield Complaint(document, ("last_reviewed",), "there was no such day", f"Write a day such as {today}.")
        elif freshness.state == "overdue" and freshness.due:
            late = (today - freshness.due).days
            hint = f"It is reviewed every {freshness.every}. Read it, mend it, and set `last_reviewed: {today}`."
            yield Complaint(
                document,
                ("last_reviewed",),
                f"the review is overdue since {freshness.due}, for {count(late, 'day')}",
                hint,
            )
