"""A decision is proposed, and was so long ago."""

from datetime import timedelta

from edits import TODAY, Broken, Draw, in_use, line_of, set_value
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [document for document in in_use(shelf) if document.kind.name == "decision"]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    day = TODAY - timedelta(days=draw(st.integers(400, 4_000)))
    dated = set_value(document, ("date",), str(day)).files[document.path]
    lines = str(dated).split("\n")
    line = line_of(document, ("state",))
    lines[line - 1] = "state: proposed"
    return Broken({document.path: "\n".join(lines)}, document.path, line)
