"""An initiative needs one that was dropped."""

from edits import Broken, Draw, in_use, nonsense
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [
        document
        for document in in_use(shelf)
        if document.kind.name == "initiative"
        and document.data["state"] in ("dropped", "idea", "planned", "in-progress")
    ]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    name = nonsense(draw)
    # What was dropped is needed by what is to come; what is open is needed by what is done.
    wanted = ["planned", "in-progress"] if document.data["state"] == "dropped" else ["done"]
    state = draw(st.sampled_from(wanted))
    lines = ["kind: initiative", f"id: {name}", "title: New", f"state: {state}", f"needs: [{document.id}]", ""]
    path = f"knowledge/initiatives/{name}.yaml"
    return Broken({path: "\n".join(lines)}, path, 5)
