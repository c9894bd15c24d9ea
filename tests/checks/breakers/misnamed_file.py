"""A file gets a name that is not the id of its document."""

from pathlib import PurePosixPath

from edits import Broken, Draw, line_of
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [document for document in shelf.documents if not document.base]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    path = PurePosixPath(document.path)
    names = [f"old-{path.name}", f".{path.name}", f"{path.stem}.draft.yaml", path.name.upper()]
    moved = str(path.with_name(draw(st.sampled_from(names))))
    return Broken({document.path: None, moved: document.source.text}, moved, line_of(document, ()))
