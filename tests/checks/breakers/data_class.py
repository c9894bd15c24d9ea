"""A system with personal data calls them public."""

from edits import Broken, Draw, in_use, set_value

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [
        document
        for document in in_use(shelf)
        if document.kind.name == "system" and document.data.get("holds_personal_data")
    ]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    return set_value(document, ("data_classification",), "green")
