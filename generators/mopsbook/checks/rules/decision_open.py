"""A proposal waits for a decision.

What: A decision with `state: proposed` was made longer ago than the book allows: 90 days, unless
`policy.thresholds.proposed_days` in book.yaml says otherwise.

Why: Half of the team works as if it had been accepted, the other half as if it had not.

Mend: Accept it, or reject it and say why. If it can only be decided later, say so under `check_again` and set the `date` on
which it was put forward anew.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.thresholds import threshold
from mopsbook.documents.dates import parse_date
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Decisions are asked."""
    return kind.name == "decision"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each proposal that is older than it should be."""
    most = threshold(shelf, "proposed_days")
    for document in shelf.of_kind("decision"):
        made = parse_date(document.data.get("date"))
        if document.data.get("state") != "proposed" or document.data.get("status") == "retired" or made is None:
            continue
        if (today - made).days > most:
            message = f"it was proposed {count((today - made).days, 'day')} ago and is not decided"
            hint = f"It may wait for {count(most, 'day')} at most. Accept it, or reject it and say why."
            yield Complaint(document, ("state",), message, hint)
