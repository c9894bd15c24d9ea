"""A contract renews by itself, and nothing says until when that can be stopped.

What: A contract with `auto_renew: true` has a `notice_by` or a `notice_period`.

Why: It is the one date on which the price can be talked about. Who does not know it cannot be late, and so nobody is.

Mend: Look it up in the order form or ask procurement, and write `notice_period`, as in 60d. If the contract really can be
left at any time, write `notice_period: 1d`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.contracts import read_contract
from mopsbook.checks.finding import Complaint
from mopsbook.checks.people import excuse_at
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Systems are asked."""
    return kind.name == "system"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each contract that goes on by itself and has no notice."""
    for system in shelf.of_kind("system"):
        contract = read_contract(system)
        data = system.data.get("contract", {})
        said = data.get("notice_by") or data.get("notice_period")
        excused = any(excuse_at(system, field) for field in ("contract.notice_by", "contract.notice_period"))
        if contract and data.get("auto_renew") and not said and not excused:
            hint = "Write the `notice_period`, as in 60d, or the day itself as `notice_by`."
            message = "it renews by itself, and nothing says until when notice can be given"
            yield Complaint(system, ("contract", "auto_renew"), message, hint, on_key=True)
