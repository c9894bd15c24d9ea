"""A decision says that it was superseded, and none supersedes it; or it holds, and one does."""

from edits import TODAY, Broken, Draw, in_use, line_of, new_document, nonsense, put, say, set_value
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    decisions = [document for document in in_use(shelf) if document.kind.name == "decision"]
    named = {name for document in decisions for name in document.data.get("supersedes", [])}
    return [document for document in decisions if document.id not in named and document.data["state"] == "accepted"]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    if draw(st.booleans()):
        return set_value(document, ("state",), "superseded")
    date, heir = put(document, ("date",), str(TODAY)), say(document, ("supersedes",), f"[{document.id}]")
    later = new_document(document, nonsense(draw), date, heir)
    return later.and_named(document.path, line_of(document, ("state",)))
