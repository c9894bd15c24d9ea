"""The last day to give notice is near, and nothing says what was decided.

What: The day is `notice_by` of the contract, else the renewal less the notice period, else the renewal itself if the
contract does not renew by itself. It is near 90 days before, unless `policy.thresholds.notice_days` in book.yaml says
otherwise, and stays a finding until the renewal. What was decided stands under `contract.decided`; it counts if it is no
older than the running term, which lasts a year unless `contract.term` says otherwise. Who decides by a day that is early
enough may be written under `unknown: {contract.decided: {ask: ..., by: ...}}`.

Why: The day passes on a Friday in August, and a tool that six people use is paid for another three years.

Mend: Decide, with whoever uses it: renew as it is, renegotiate, or leave. Write what was decided, and when, under
`contract.decided`. After the renewal set the new `renewal_date`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.contracts import read_contract
from mopsbook.checks.finding import Complaint
from mopsbook.checks.thresholds import threshold
from mopsbook.documents.dates import parse_date
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Systems are asked."""
    return kind.name == "system"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each contract whose notice is due soon, or was, without a decision."""
    before = threshold(shelf, "notice_days")
    for system in shelf.of_kind("system"):
        contract = read_contract(system)
        if contract is None or contract.decided or (contract.renewal and contract.renewal < today):
            continue
        data = system.data["contract"]
        last = contract.notice or (None if data.get("auto_renew", True) else contract.renewal)
        if last is None or (last - today).days > before or _will_be_decided(system, today, last):
            continue
        days = (last - today).days
        far = f"in {count(days, 'day')}" if days > 0 else "today" if days == 0 else f"{count(-days, 'day')} ago"
        what = (
            f"notice {'must be' if days >= 0 else 'had to be'} given by" if contract.notice else "the contract ends on"
        )
        lacks = "what was decided was about an earlier term" if "decided" in data else "nothing says what was decided"
        at = next(key for key in ("notice_by", "notice_period", "renewal_date") if key in data)
        hint = f"Decide what comes next and write it: decided: {{what: renew, on: {today}}}, or renegotiate, or leave."
        yield Complaint(system, ("contract", at), f"{what} {last}, {far}, and {lacks}", hint, on_key=True)


def _will_be_decided(system: Document, today: date, last: date) -> bool:
    """Whether somebody was asked to decide by a day that is still to come, and not too late."""
    by = parse_date(system.data.get("unknown", {}).get("contract.decided", {}).get("by"))
    return by is not None and today <= by <= last
