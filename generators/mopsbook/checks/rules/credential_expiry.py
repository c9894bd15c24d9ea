"""A credential has expired, or is about to.

What: The day in `auth_expires` of an integration in use is past or less than 30 days ahead.

Why: On that day the flow stops, and the first to notice are the people who wait for their leads. Renewing takes an
administrator, a vault and often a change window.

Mend: Renew it and write down the new day. If it was renewed already, only the day is missing here.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import runs
from mopsbook.documents.dates import parse_date
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Integrations are asked."""
    return kind.name == "integration"


_AHEAD = 30


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each credential that ends within 30 days or has ended."""
    for document in shelf.of_kind("integration"):
        ends = parse_date(document.data.get("auth_expires"))
        if ends is None or not runs(document):
            continue
        left = (ends - today).days
        if left < _AHEAD:
            when = (
                f"expired {count(-left, 'day')} ago"
                if left < 0
                else f"expires in {count(left, 'day')}"
                if left
                else "expires today"
            )
            yield Complaint(
                document, ("auth_expires",), f"the credential {when}", "Renew it, and write down the new day."
            )
