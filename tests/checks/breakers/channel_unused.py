"""A new channel is for nothing."""

from edits import Broken, Draw, in_use, new_document, nonsense, put

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return in_use(shelf, "channel")


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    name = nonsense(draw)
    other = put(document, ("names",), f"[{{system: {document.data['names'][0]['system']}, name: {name}}}]")
    return new_document(document, name, other)
