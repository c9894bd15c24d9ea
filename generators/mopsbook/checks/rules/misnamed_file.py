"""A file is not called as the document in it.

What: The file of a document is named after its id: `marketo-engage.yaml` holds `id: marketo-engage`. Files that hold
many documents, and `book.yaml`, are free. A name that begins with a dot is hidden from most people and is a finding,
too.

Why: People look for a document by its file name, and the link "edit this page" should surprise nobody.

Mend: Rename the file, or the id together with what refers to it.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf

SEVERITY = "warning"
DIMENSION = "organized"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each document whose file bears another name."""
    # With an id that is taken, the name of the file is likely to be the right one.
    twins = [twin for twin, _ in shelf.twins()]
    for document in shelf.documents:
        if document.path.rpartition("/")[2] == f"{document.id}.yaml" and not document.id.startswith("."):
            # As it should be, and a Path for each of thousands takes long.
            continue
        path = PurePath(document.path)
        if path.name.startswith("."):
            yield Complaint(
                document,
                ("id",),
                f"the file `{path.name}` is hidden from most people",
                f"Rename it to `{document.id}.yaml`.",
            )
        elif not document.base and "id" in document.data and path.stem != document.id and document not in twins:
            hint = f"Rename the file to `{document.id}{path.suffix}`, or the id to `{path.stem}`."
            yield Complaint(document, ("id",), f"the file is called `{path.name}`", hint)
