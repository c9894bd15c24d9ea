"""Foresee a book: the Shelf as it would be if some of its files were written otherwise. Nothing is written for that."""

from collections import defaultdict
from collections.abc import Mapping

from mopsbook.documents.document import Document, Trouble
from mopsbook.documents.load import Gathering
from mopsbook.documents.records import is_record, with_files
from mopsbook.documents.shelf import Shelf

# What a file is to hold; None if it is to go.
Files = Mapping[str, bytes | None]


def foresee(shelf: Shelf, files: Files) -> Shelf:
    """Return the shelf with other content in some files, records of reviews among them. Only these are read."""
    documents: dict[str, list[Document]] = defaultdict(list)
    troubles: dict[str, list[Trouble]] = defaultdict(list)
    for document in (*shelf.documents, *filter(None, [shelf.book])):
        documents[document.path].append(document)
    for trouble in shelf.troubles:
        # That a book is there twice is found out anew.
        if trouble.rule != "duplicate-id":
            troubles[trouble.path].append(trouble)
    gathering = Gathering(shelf.kinds, shelf.folder, is_root=shelf.folder == ".")
    gathering.records = with_files(shelf.records, files)
    files = {path: content for path, content in files.items() if not is_record(path)}
    # Which of two twins is the first hangs on the order of the files, as `find_files` has it.
    for path in sorted({*shelf.sources, *troubles, *files}):
        content = files.get(path)
        if content is not None:
            gathering.read(path, content)
        elif path not in files and path in shelf.sources:
            gathering.take(shelf.sources[path], documents[path], troubles[path])
        elif path not in files:
            for trouble in troubles[path]:
                gathering.complain(trouble.rule, path, trouble.problem.message, trouble.problem.hint)
    return gathering.to_shelf()
