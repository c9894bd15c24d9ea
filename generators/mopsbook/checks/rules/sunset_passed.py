"""A system should be gone by now and is still in use, or is gone before its last day.

What: The day of a `sunset` is past, and the `status` of the system is not `retired`; or the day is still to come, and it is.

Why: Either the system runs on without anybody who looks after it, or it is gone and processes send people there. Of one that
is retired too early, nobody asks any more what has to move until that day.

Mend: If it is gone, write `status: retired`. If not, say the new day and why it takes longer. Until the last day write
`status: deprecated`: still in use, and on its way out.
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


def asks(kind: Kind) -> bool:
    """Systems are asked."""
    return kind.name == "system"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each system in use that was to be gone, and each that is gone and should not be."""
    for system in shelf.of_kind("system"):
        day = parse_date(system.data.get("sunset", {}).get("date"))
        status = system.data.get("status")
        if day is None or system.is_spoilt(("status",)):
            continue
        if day < today and status != "retired":
            message = f"its last day was {day}, {count((today - day).days, 'day')} ago"
            message += f", and it is still `{status}`" if status else ""
            yield Complaint(system, ("sunset", "date"), message, "Write `status: retired`, or the new day.")
        elif day > today and status == "retired":
            message = f"its last day is {day}, in {count((day - today).days, 'day')}, and it is `retired` already"
            hint = "Write `status: deprecated` until then, or the day on which it went."
            yield Complaint(system, ("sunset", "date"), message, hint)
