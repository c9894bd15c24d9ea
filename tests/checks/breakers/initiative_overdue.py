"""The quarter of an initiative is over, and it is not done."""

from edits import Broken, Draw, in_use, line_of, set_value
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [document for document in in_use(shelf) if document.kind.name == "initiative" and "quarter" in document.data]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    over = st.builds("{}20{}-Q{}".format, st.sampled_from(["", "FY"]), st.integers(10, 25), st.integers(1, 4))
    lines = str(set_value(document, ("quarter",), draw(over)).files[document.path]).split("\n")
    lines[line_of(document, ("state",)) - 1] = f"state: {draw(st.sampled_from(['planned', 'in-progress']))}"
    return Broken({document.path: "\n".join(lines)}, document.path, line_of(document, ("quarter",)))
