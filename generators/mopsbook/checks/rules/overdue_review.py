"""Nobody has looked at this for longer than was agreed.

What: `last_reviewed` plus the cadence (the document's `review_every`, else the book's policy for its kind) lies in
the past, or `last_reviewed` lies in the future. The date lies in the past by which an answer was promised
(`unknown.*.by`), or until which a name may break its convention (`exceptions.until`). Retired documents are left alone.

Why: A page nobody has read for a year may be right. The reader cannot know, and stops trusting the others as well.

Mend: Read it with care, mend what is no longer true, and set `last_reviewed` to today. If the cadence is too short
for this document, say so with `review_every`. Fill in the answer, rename what was an exception, or agree on a new date.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from mopsbook.checks.finding import Complaint
from mopsbook.checks.freshness import judge, parse_date
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "reliable"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each document whose review is overdue."""
    for document in shelf.documents:
        freshness = judge(document, shelf, today)
        # Where the sun rises earlier it may be tomorrow already.
        if freshness.reviewed and freshness.reviewed > today + timedelta(days=1):
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
        if document.data.get("status") != "retired":
            yield from _broken_promises(document, today)


def _broken_promises(document: Document, today: date) -> Iterator[Complaint]:
    for path, entry in document.data.get("unknown", {}).items():
        due = parse_date(entry.get("by")) if entry else None
        if due and due < today:
            hint = f"Ask `{entry['ask']}` again." if entry.get("ask") else "Ask again."
            hint = f"{hint} Fill in `{path}` and delete this, or agree on a new date."
            yield Complaint(document, ("unknown", path, "by"), f"the answer on `{path}` was due on {due}", hint)
    exceptions = document.data.get("exceptions", ()) if document.kind.name == "naming-convention" else ()
    for index, entry in enumerate(exceptions):
        end = parse_date(entry.get("until"))
        if end and end < today:
            hint = "Rename it and delete the exception, or agree on a new date."
            message = f"the exception for `{entry.get('name', '')}` ended on {end}"
            yield Complaint(document, ("exceptions", index, "until"), message, hint)
