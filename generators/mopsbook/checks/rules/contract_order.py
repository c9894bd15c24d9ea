"""A contract begins, or wants notice, after the day on which it renews.

What: The `start` of a contract, or its `notice_by`, lies after its `renewal_date`. Of a renewal in the past the rule
`contract-over` speaks, and this one is silent.

Why: One of the two days is mistyped, and nobody sees which. If it is the renewal, the notice is reckoned from a wrong day.

Mend: Look into the order form, and write both days as they stand there.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.contracts import read_contract
from mopsbook.checks.finding import Complaint
from mopsbook.documents.dates import parse_date
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "reliable"
_WHAT = {"start": "the contract begins", "notice_by": "notice is to be given"}


def asks(kind: Kind) -> bool:
    """Systems are asked."""
    return kind.name == "system"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each day that lies behind the renewal."""
    for system in shelf.of_kind("system"):
        contract = read_contract(system)
        if contract is None or contract.renewal is None or contract.renewal < today:
            continue
        for name, what in _WHAT.items():
            day = parse_date(system.data["contract"].get(name))
            if day and day > contract.renewal:
                message = f"{what} on {day}, after its renewal on {contract.renewal}"
                hint = f"Write `{name}` and `renewal_date` as they stand in the order form."
                yield Complaint(system, ("contract", name), message, hint)
