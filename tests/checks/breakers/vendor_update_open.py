"""What a vendor changed is in effect, and we are not done with it."""

from datetime import timedelta

from edits import TODAY, Broken, Draw, change, in_use, put, say
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return in_use(shelf, "vendor-update")


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    day = TODAY - timedelta(days=draw(st.integers(1, 4_000)))
    state = draw(st.sampled_from(["new", "assessed", "in-progress"]))
    edits = put(document, ("effective",), str(day)), put(document, ("state",), state)
    return change(document, *edits, say(document, ("to_do",), "[Look at it]"), named=("effective",))
