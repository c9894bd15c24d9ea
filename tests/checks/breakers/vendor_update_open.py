"""What a vendor changed is in effect, and we are not done with it."""

from datetime import timedelta

from edits import TODAY, Broken, Draw, in_use, line_of, set_value
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [document for document in in_use(shelf) if document.kind.name == "vendor-update"]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    day = TODAY - timedelta(days=draw(st.integers(1, 4_000)))
    lines = str(set_value(document, ("effective",), str(day)).files[document.path]).split("\n")
    lines[line_of(document, ("state",)) - 1] = f"state: {draw(st.sampled_from(['new', 'assessed', 'in-progress']))}"
    return Broken({document.path: "\n".join(lines)}, document.path, line_of(document, ("effective",)))
