"""The quarter of an initiative is over, and it is not done.

What: `quarter` lies in the past and `state` is `planned` or `in-progress`. When a quarter such as FY27-Q1 ends is reckoned by
`policy.fiscal_year` in book.yaml; where that says nothing, only quarters of the calendar are looked at.

Why: A list with last year's plans on it is not read. What is still wanted is lost among them, and so is the question why
it was not done.

Mend: Choose the quarter in which it will be done, or say that it is `done` or `dropped`, and why.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.quarters import last_day
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Initiatives are asked."""
    return kind.name == "initiative"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each initiative that should be done by now."""
    for document in shelf.of_kind("initiative"):
        state, quarter = document.data.get("state"), document.data.get("quarter")
        end = last_day(quarter, shelf)
        if end and end < today and state in ("planned", "in-progress") and document.data.get("status") != "retired":
            message = f"{quarter} ended on {end}, and it is still `{state}`"
            hint = "Choose a new quarter, or say that it is `done` or `dropped`."
            yield Complaint(document, ("quarter",), message, hint)
