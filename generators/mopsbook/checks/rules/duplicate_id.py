"""Two documents of one kind have the same id, two parts of a document, or two documents the same alias.

What: Ids are compared without regard to case. The stages, steps, segments and values of one document each have their
own, and where a document has parts of several sorts (fields and activities, rules and examples) no two share one. An
alias may belong to one document only, and may not be the id of another document of the same kind. There is one
`book`.

Why: A reference to the name could mean either, and which one it meets would be chance.

Mend: Give one of them another id and change what refers to it, or merge the two documents. Delete the alias from the
one that is not called so.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document, Pointer, Trouble
from mopsbook.documents.shelf import Shelf

SEVERITY = "error"
DIMENSION = "organized"


def check(shelf: Shelf, today: date) -> Iterator[Complaint | Trouble]:
    """Yield each document whose name is taken."""
    yield from (trouble for trouble in shelf.troubles if trouble.rule == "duplicate-id")
    for twin, first in shelf.twins():
        line = first.source.places.value((*first.base, "id")).line
        yield Complaint(
            twin, ("id",), f"the id is taken by {first.path}, line {line}", "Choose another id, or merge the two."
        )
    for document in shelf.documents:
        yield from _twin_parts(document)
        for index, alias in enumerate(document.data.get("aliases", ())):
            if not alias:
                continue
            owner = shelf.get(document.kind.name, alias.casefold())
            holders = shelf.aliases.get(alias.casefold(), ())
            if owner is not None and owner is not document:
                message = f"the alias `{alias}` is the id of another {document.kind.label.lower()}, in {owner.path}"
            elif holders and holders[0] is not document:
                holder = f"{holders[0].kind.label.lower()} `{holders[0].id}`, in {holders[0].path}"
                message = f"the alias `{alias}` belongs to {holder}"
            else:
                continue
            yield Complaint(
                document, ("aliases", index), message, "Delete it here or there, so that the name means one thing."
            )


def _twin_parts(document: Document) -> Iterator[Complaint]:
    # Parts of every sort stand on one page, each at the anchor that its id gives.
    firsts: dict[str, tuple[Pointer, str]] = {}
    for field in document.kind.parts:
        # Parts within parts are told apart by what they stand in, so only those of the document itself are compared.
        for index, part in enumerate(document.data.get(field.name, ()) if len(field.path) == 1 else ()):
            name = part.get(field.part_key) if isinstance(part, dict) else None
            pointer = (field.name, index, field.part_key)
            if isinstance(name, str) and firsts.setdefault(name, (pointer, field.part or ""))[0] != pointer:
                first, sort = firsts[name]
                line = document.source.places.value(document.in_file(first)).line
                hint = f"Choose another, or delete one of the two; what refers to `{name}` would meet the first."
                yield Complaint(document, pointer, f"the {field.part_key} is taken by the {sort} in line {line}", hint)
