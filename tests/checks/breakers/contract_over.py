"""The renewal of a contract is past."""

from datetime import timedelta

from edits import TODAY, Broken, Draw, in_use, set_value
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [
        document
        for document in in_use(shelf)
        if document.kind.name == "system" and document.get(("contract", "renewal_date"))
    ]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    day = TODAY - timedelta(days=draw(st.integers(1, 3_000)))
    return set_value(document, ("contract", "renewal_date"), str(day))
