"""Two documents of one kind have the same id, or two documents have the same alias.

What: Ids are compared without regard to case. An alias may belong to one document only, and may not be the id of another
document of the same kind. There is one `book`.

Why: A reference to the name could mean either, and which one it meets would be chance.

Mend: Give one of them another id and change what refers to it, or merge the two documents. Delete the alias from the one that
is not called so.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Trouble
from mopsbook.documents.shelf import Shelf

SEVERITY = "error"


def check(shelf: Shelf, today: date) -> Iterator[Complaint | Trouble]:
    """Yield each document whose name is taken."""
    yield from (trouble for trouble in shelf.troubles if trouble.rule == "duplicate-id")
    for twin, first in shelf.twins():
        line = first.source.places.value((*first.base, "id")).line
        yield Complaint(twin, ("id",), f"the id is taken by {first.path}, line {line}", "Choose another id, or merge the two.")
    for document in shelf.documents:
        for index, alias in enumerate(document.data.get("aliases", ())):
            if not alias:
                continue
            owner = shelf.get(document.kind.name, alias.casefold())
            holders = shelf.aliases.get(alias.casefold(), ())
            if owner is not None and owner is not document:
                message = f"the alias `{alias}` is the id of another {document.kind.label.lower()}, in {owner.path}"
            elif holders and holders[0] is not document:
                message = f"the alias `{alias}` belongs to {holders[0].kind.label.lower()} `{holders[0].id}`, in {holders[0].path}"
            else:
                continue
            yield Complaint(document, ("aliases", index), message, "Delete it here or there, so that the name means one thing.")
