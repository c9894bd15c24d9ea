"""What was decided about the next term was decided about an earlier one."""

from dataclasses import replace
from datetime import timedelta

from edits import TODAY, Broken, Draw, cut, in_use, line_of, set_value
from hypothesis import strategies as st

from mopsbook.checks.contracts import read_contract
from mopsbook.checks.thresholds import threshold
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

# Longer than any term.
LONG_AGO = 4_000


def spots(shelf: Shelf) -> list[Document]:
    near = timedelta(days=threshold(shelf, "notice_days"))
    contracts = [(system, read_contract(system)) for system in in_use(shelf) if system.kind.name == "system"]
    return [
        system
        for system, contract in contracts
        # What is bargained about or given up may have empty seats, which would be another mistake once nothing is decided.
        if contract and contract.decided == "renew" and contract.notice and contract.notice - TODAY <= near
    ]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    key = "notice_by" if "notice_by" in document.data["contract"] else "notice_period"
    decided = ("contract", "decided")
    if draw(st.booleans()):
        return cut(document, decided, ("contract", key))
    day = TODAY - timedelta(days=draw(st.integers(LONG_AGO, LONG_AGO + 1_000)))
    return replace(set_value(document, (*decided, "on"), str(day)), line=line_of(document, ("contract", key)))
