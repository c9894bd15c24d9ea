"""More seats are paid for than used, or more are used than paid for.

What: Of the `seats` of a contract more than 20 % are not among `seats_used`; `policy.thresholds.unused_seats` in book.yaml
changes that. Nothing is said once it was decided to renegotiate or to leave (`contract.decided`). More used than bought is
always a finding.

Why: Seats are bought for the team that was planned and never given back. A quarter of the cost of a stack lies here, and
it is the easiest saving there is. Too many in use are found by the vendor, with a bill.

Mend: Count again and write `seats_counted`. Take seats from those who have not logged in, and buy fewer at the renewal: if
that is decided, write it under `contract.decided`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.contracts import read_contract
from mopsbook.checks.finding import Complaint
from mopsbook.checks.thresholds import threshold
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Systems are asked."""
    return kind.name == "system"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each contract with too many seats, or too few."""
    most = threshold(shelf, "unused_seats")
    for system in shelf.of_kind("system"):
        contract = read_contract(system)
        data = system.data.get("contract", {})
        seats, used = data.get("seats"), data.get("seats_used")
        if contract is None or not seats or used is None:
            continue
        at = ("contract", "seats_used")
        if used > seats:
            hint = "Count again, or buy what is missing before the vendor asks."
            yield Complaint(system, at, f"{used} seats are used, and {seats} were bought", hint)
        elif 100 * (seats - used) > most * seats and contract.decided not in ("renegotiate", "leave"):
            message = f"{seats - used} of {seats} seats are not used ({100 * (seats - used) // seats} %)"
            hint = f"At most {most} % should stand empty. Take them back, and buy fewer at the renewal."
            yield Complaint(system, at, message, hint)
