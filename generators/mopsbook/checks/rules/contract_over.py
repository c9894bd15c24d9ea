"""The renewal of a contract lies in the past.

What: The `renewal_date` of a system in use is a day that is gone.

Why: Either it was renewed and nobody wrote it down, so that the next notice is reckoned from a wrong day; or it was not,
and the system may be switched off tomorrow.

Mend: Write the new `renewal_date`, with cost and seats as they are now. If the contract is over, say so: `status: retired`
with a `sunset`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.contracts import read_contract
from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "reliable"
_WHAT = {True: "it renewed by itself", False: "it ended", None: "it ended or renewed"}


def asks(kind: Kind) -> bool:
    """Systems are asked."""
    return kind.name == "system"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each contract that should have been renewed."""
    for system in shelf.of_kind("system"):
        contract = read_contract(system)
        if contract and contract.renewal and contract.renewal < today:
            late = count((today - contract.renewal).days, "day")
            what = _WHAT[system.data["contract"].get("auto_renew")]
            message = f"{what} on {contract.renewal}, {late} ago, and this still says the old date"
            hint = "Write the new `renewal_date`, or retire the system."
            yield Complaint(system, ("contract", "renewal_date"), message, hint)
