"""A new term defines a word that another one defines."""

from edits import Broken, Draw, in_use, nonsense
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [document for document in in_use(shelf) if document.kind.name == "term"]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    names = [document.title, document.data.get("expansion", document.title), *document.data.get("aliases", ())]
    title = draw(st.sampled_from(names)).replace(" ", draw(st.sampled_from([" ", "-"])))
    name, path = nonsense(draw), "knowledge/glossary/zz.yaml"
    owner, reviewed = document.data["owner"], document.data["last_reviewed"]
    lines = [
        "kind: term",
        f"id: {name}",
        f'title: "{title}"',
        "definition: Another thing that is called so.",
        f"owner: {owner}",
    ]
    return Broken(
        {path.replace("zz", name): "\n".join([*lines, f"last_reviewed: {reviewed}", ""])}, path.replace("zz", name), 3
    )
