"""Half of the seats are empty, or more are used than were bought."""

from edits import Broken, Draw, in_use, set_value
from hypothesis import strategies as st

from mopsbook.checks.contracts import read_contract
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    # Of one whose empty seats are waived nothing more would be said.
    waived = {waiver.data["entity"] for waiver in shelf.of_kind("waiver")}
    return [
        document
        for document in in_use(shelf, "system")
        if f"system/{document.id}" not in waived
        and document.get(("contract", "seats"))
        and document.get(("contract", "seats_used"))
    ]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    seats, contract = document.data["contract"]["seats"], read_contract(document)
    wrong = st.integers(seats + 1, 2 * seats + 1)
    if contract and contract.decided not in ("renegotiate", "leave"):
        wrong |= st.integers(0, seats // 2)
    return set_value(document, ("contract", "seats_used"), str(draw(wrong)))
