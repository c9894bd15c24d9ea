"""What a vendor changes has taken effect, or will soon, and we are not ready for it.

What: `effective` lies in the past and `state` is neither `done` nor `no-impact`; or `due`, the day by which we wanted to be
ready, lies in the past; or it takes effect within 30 days and `state` is still `new`, so that nobody has looked what it
does to us.

Why: What is announced for a date does not wait. Adobe switched the SOAP interface of Marketo off on the day that it had
named, and whatever still used it stopped without a word.

Mend: If it has taken effect, look at once whether anything has stopped. Then do what is left and write `state: done` with `done_on`, or
`no-impact` with the reason. If the vendor has moved the date, write the new one as `effective`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.dates import parse_date
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "reliable"
_AHEAD = 30
_CLOSED = ("done", "no-impact")


def asks(kind: Kind) -> bool:
    """Vendor updates are asked."""
    return kind.name == "vendor-update"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each update that we are late with."""
    for document in shelf.of_kind("vendor-update"):
        data = document.data
        state = data.get("state")
        if state in _CLOSED or data.get("status") == "retired" or document.is_spoilt(("state",)):
            continue
        effective, due = parse_date(data.get("effective")), parse_date(data.get("due"))
        stands = f"and it is still `{state}`" if state else "and nothing says how far we are"
        if effective and effective < today:
            message = f"it took effect on {effective}, {count((today - effective).days, 'day')} ago, {stands}"
            hint = "Look whether anything has stopped. Then write `state: done`, or `no-impact`."
            yield Complaint(document, ("effective",), message, hint)
        elif due and due < today:
            message = f"we wanted to be ready by {due}, {stands}"
            by = f" before it takes effect on {effective}" if effective else ""
            hint = f"Do what is left and write `state: done`, or agree on a new day{by}."
            yield Complaint(document, ("due",), message, hint)
        elif effective and state == "new" and (effective - today).days <= _AHEAD:
            far = f"in {count((effective - today).days, 'day')}" if effective > today else "today"
            message = f"it takes effect on {effective}, {far}, and nobody has said what it does to us"
            yield Complaint(document, ("state",), message, "Look what it touches, and write `state: assessed`.")
