"""Foresee a book: the Shelf as it would be if some of its files were written otherwise. Nothing is written for that."""

from collections import defaultdict
from collections.abc import Mapping

from mopsbook.documents.document import Document
from mopsbook.documents.load import read_document
from mopsbook.documents.shelf import Shelf

# What a file is to hold; None if it is to go.
Files = Mapping[str, bytes | None]


def foresee(shelf: Shelf, files: Files) -> Shelf:
    """Return the shelf with other content in some files. Only these are read."""
    by_path: dict[str, list[Document]] = defaultdict(list)
    for document in (*shelf.documents, *filter(None, [shelf.book])):
        by_path[document.path].append(document)
    sources = {path: source for path, source in shelf.sources.items() if path not in files}
    troubles = [trouble for trouble in shelf.troubles if trouble.path not in files]
    for path, content in files.items():
        by_path.pop(path, None)
        if content is not None:
            sources[path], by_path[path], wrong = read_document(path, content, shelf.kinds)
            troubles += wrong
    # Which of two twins is the first hangs on the order of the files, as `find_files` has it.
    found = [document for path in sorted(by_path) for document in by_path[path]]
    books = [document for document in found if document.kind.name == "book"]
    kept = [document for document in found if not document.kind.hidden]
    return Shelf(shelf.kinds, kept, troubles, dict(sorted(sources.items())), books[0] if books else None, shelf.folder)
