"""A contract begins after the day on which it renews."""

from datetime import date, timedelta

from edits import Broken, Draw, in_use, set_value
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [
        document
        for document in in_use(shelf)
        if document.kind.name == "system"
        and document.get(("contract", "start"))
        and document.get(("contract", "renewal_date"))
    ]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    renewal = date.fromisoformat(str(document.get(("contract", "renewal_date"))))
    return set_value(document, ("contract", "start"), str(renewal + timedelta(days=draw(st.integers(1, 3_000)))))
