"""Two documents of one kind have the same id, two parts of a document, or two documents the same alias.

What: Ids are compared without regard to case. The stages, steps, segments and values of one document each have their
own, and where a document has parts of several sorts (fields and activities, rules and examples) no two share one. An
alias may belong to one document only, and may not be the id of another document of the same kind. There is one
`book`.

Why: A reference to the name could mean either, and which one it meets would be chance.

Mend: Give one of them another id and change what refers to it, or merge the two documents. Delete the alias from the
one that is not called so.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

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
        yield Complaint(twin, ("id",), f"the id is taken by {first.path}, line {line}", _way_out(twin, first))
    for document in shelf.documents:
        yield from _twin_parts(document)
        for index, alias in enumerate(document.data.get("aliases", ())):
            owner = shelf.get(document.kind.name, alias.casefold()) if alias else None
            rival = (
                owner if owner and owner is not document else next(iter(shelf.aliases.get(alias.casefold(), ())), None)
            )
            if rival is None or (rival.kind is document.kind and rival.id.casefold() == document.id.casefold()):
                # Of a copy it is said already that its id is taken.
                continue
            noun = rival.kind.label.lower()
            message = f"the alias `{alias}` belongs to {noun} `{rival.id}`, in {rival.path}"
            if rival is owner:
                message = f"the alias `{alias}` is the id of another {noun}, in {rival.path}"
            yield Complaint(
                document, ("aliases", index), message, "Delete it here or there, so that the name means one thing."
            )


def _way_out(twin: Document, first: Document) -> str:
    """Return how to mend an id that is taken: what the names of the files say of how it came about."""
    stem, other = PurePath(twin.path).stem, PurePath(first.path).stem
    if twin.base or first.base or twin.path == first.path:
        return "Choose another id, or merge the two."
    if stem == other:
        return "Two files hold the same document: keep one of them."
    if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", stem) and stem != twin.id:
        return f"Write `id: {stem}`, as this file is called; or delete one of the two."
    return "Delete the copy, or give it an id of its own, and the file the same name."


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
