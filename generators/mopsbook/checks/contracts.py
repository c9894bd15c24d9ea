"""Contracts: until when notice must be given, and whether it was decided what comes next."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from mopsbook.documents.dates import earlier, parse_date
from mopsbook.documents.document import Document

# Where nothing says how long a term is: most last a year.
_USUAL_TERM = "1y"


class ContractDates(Struct, frozen=True):
    """The dates of a contract. `notice` is the last day to give notice; None if nothing says when.

    `decided` is what was decided about the next term: renew, renegotiate or leave; "" if nothing was.
    """

    renewal: date | None
    notice: date | None
    decided: str


def last_notice(contract: Mapping[str, Any]) -> date | None:
    """Return the last day to give notice: as it is written, else the renewal less the notice period; None if nothing says."""
    said, renewal = parse_date(contract.get("notice_by")), parse_date(contract.get("renewal_date"))
    if said or not renewal or not contract.get("notice_period"):
        return said
    day = earlier(renewal, contract["notice_period"])
    return day if day > date.min else None


def read_contract(system: Document) -> ContractDates | None:
    """Return the contract of a system in use; None if there is none, or if what is written of it cannot be trusted."""
    data = system.data.get("contract")
    if not data or system.data.get("status") in ("retired", "planned") or system.is_spoilt(("contract",)):
        return None
    renewal = parse_date(data.get("renewal_date"))
    said = data.get("decided", {})
    day = parse_date(said.get("on"))
    # What was decided before the running term began was decided about an earlier one.
    holds = day is not None and (renewal is None or earlier(renewal, data.get("term") or _USUAL_TERM) <= day)
    return ContractDates(renewal, last_notice(data), str(said.get("what", "")) if holds else "")
