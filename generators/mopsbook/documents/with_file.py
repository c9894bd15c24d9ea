"""A shelf in which one file says something else, without reading the others again."""

from mopsbook.documents.load import read_document
from mopsbook.documents.shelf import Shelf


def with_file(shelf: Shelf, name: str, content: bytes) -> Shelf:
    """Return the shelf as it would be if the file had this content. `name` is relative to the root of the book.

    What a file says of the book itself is not taken over: that is read when the shelf is.
    """
    source, found, wrong = read_document(name, content, shelf.kinds)
    shown = [document for document in found if not document.kind.hidden]
    # In the order of the files, by which rules tell who took a name first.
    documents = [
        *(document for document in shelf.documents if document.path < name),
        *shown,
        *(document for document in shelf.documents if document.path > name),
    ]
    troubles = [*(trouble for trouble in shelf.troubles if trouble.path != name), *wrong]
    sources = {**shelf.sources, name: source}
    return Shelf(shelf.kinds, documents, troubles, sources, shelf.book, shelf.folder, shelf.records, shelf.left_out)
