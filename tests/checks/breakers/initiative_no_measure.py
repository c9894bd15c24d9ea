"""An initiative begins, and nobody said by which number one will see whether it worked."""

from edits import Broken, Draw, has_own_line, in_use, line_of, lines_of

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [
        document
        for document in in_use(shelf)
        if document.kind.name == "initiative" and "metrics" in document.data and has_own_line(document, ("metrics",))
    ]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    lines = lines_of(document)
    lines[line_of(document, ("metrics",)) - 1] = "metrics: []"
    lines[line_of(document, ("state",)) - 1] = "state: in-progress"
    return Broken({document.path: "\n".join(lines)}, document.path, line_of(document, ("state",)))
