"""A contract renews by itself, and its notice period is gone."""

from edits import Broken, Draw, cut, in_use

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [
        document
        for document in in_use(shelf)
        if document.kind.name == "system"
        and document.get(("contract", "auto_renew"))
        and document.get(("contract", "notice_period"))
        and not document.get(("contract", "notice_by"))
    ]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    return cut(document, ("contract", "notice_period"), ("contract", "auto_renew"))
