"""The days of an onboarding path go backwards.

What: No step of an onboarding path is to be done by an earlier day than a step above it. The same holds for its
`checkpoints`.

Why: People follow the steps from top to bottom. A step of day 3 below one of day 10 is read a week late.

Mend: Put the step where its day belongs, or give it a day that fits its place.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Onboarding paths are asked."""
    return kind.name == "onboarding-path"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each step whose day is before that of a step above it."""
    for document in shelf.of_kind("onboarding-path"):
        for field in ("steps", "checkpoints") if document.data.get("status") != "retired" else ():
            latest = 0
            for index, item in enumerate(document.data.get(field, ())):
                day = item.get("day")
                if day is not None and day < latest:
                    hint = f"Put it above that of day {latest}, or give it a later day."
                    yield Complaint(document, (field, index, "day"), f"day {day} comes after day {latest}", hint)
                latest = max(latest, day or 0)
