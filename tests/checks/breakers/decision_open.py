"""A decision is proposed, and was so long ago."""

from datetime import timedelta

from edits import TODAY, Broken, Draw, change, in_use, put
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    # What one of them supersedes would have nothing that does.
    return [each for each in in_use(shelf, "decision") if "supersedes" not in each.data]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    day = TODAY - timedelta(days=draw(st.integers(400, 4_000)))
    edits = put(document, ("date",), str(day)), put(document, ("state",), "proposed")
    return change(document, *edits, named=("state",))
