"""A day is past until which something was to hold, or by which somebody was to answer.

What: The day `by` of a question under `unknown`, and the day `until` of a role that is delegated, of an exception from a policy
and of a name that may break its convention, lie in the future. What is retired is left alone.

Why: What was meant for a while stays for good unless somebody looks at the day. An exception without an end is the rule.

Mend: Fill in what was found out, or say a new day. Take out what holds no more, or agree on a later `until` with whoever
allowed it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.dates import parse_date
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "reliable"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each day that is gone."""
    for document in shelf.documents:
        if document.data.get("status") == "retired":
            continue
        for at, what, hint in _days(document):
            day = parse_date(document.get(at))
            if day and day < today:
                yield Complaint(document, at, f"{what} {day}, {count((today - day).days, 'day')} ago", hint)


def _days(document: Document) -> Iterator[tuple[Pointer, str, str]]:
    data = document.data
    for path in data.get("unknown", {}):
        hint = "Fill it in if it is known by now, or ask again and say a new day."
        yield ("unknown", path, "by"), f"`{path}` was to be answered by", hint
    if document.kind.name == "role" and data.get("delegated_to"):
        hint = "Take `delegated_to` out, or say a new day."
        yield ("delegated_to", "until"), "it was delegated until", hint
    if document.kind.name in ("policy", "naming-convention"):
        for index in range(len(data.get("exceptions", ()))):
            hint = "Take the exception out, or agree on a later day."
            yield ("exceptions", index, "until"), "the exception held until", hint
