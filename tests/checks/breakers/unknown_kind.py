"""A file names a kind that there is not."""

from edits import Broken, Draw, files, lines_of, nonsense, with_lines
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return files(shelf)


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    line, lines = document.source.places.value(("kind",)).line, lines_of(document)
    said = draw(st.sampled_from([nonsense(draw), document.kind.label, f"{document.kind.name}s", "[]", "5", ""]))
    lines[line - 1] = f"kind: {said}"
    return with_lines(document, lines, line)
