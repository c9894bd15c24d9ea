"""A system should be gone by now, and this book still has it in use.

What: The day of a `sunset` is past, and the `status` of the system is not `retired`.

Why: Either the system runs on without anybody who looks after it, or it is gone and processes send people there.

Mend: If it is gone, write `status: retired`. If not, say the new day and why it takes longer.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.freshness import parse_date
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Systems are asked."""
    return kind.name == "system"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each system in use that was to be gone."""
    for system in shelf.of_kind("system"):
        day = parse_date(system.data.get("sunset", {}).get("date"))
        if day and day < today and system.data.get("status") != "retired" and not system.is_spoilt(("status",)):
            status = system.data.get("status")
            message = f"its last day was {day}, {count((today - day).days, 'day')} ago"
            message += f", and it is still `{status}`" if status else ""
            yield Complaint(system, ("sunset", "date"), message, "Write `status: retired`, or the new day.")
