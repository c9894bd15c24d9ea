"""Nobody holds a role any more on which something hangs, and nobody stands in for it."""

from edits import Broken, Draw, change, in_use, put, take_out

from mopsbook.checks.people import parts
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

COUNTS = ("owner", "responsible", "accountable")


def spots(shelf: Shelf) -> list[Document]:
    """The roles that own something or do the work of a step, but for those of which rules of the book's own ask more."""
    answering = {part.who.id for part in parts(shelf) if part.letter == "accountable"}
    owning = {system.data.get("owner") for system in in_use(shelf, "system") if system.data.get("tier") == 1}
    standing_in = {role.data.get("backup") for role in in_use(shelf, "role") if role.id in owning}
    needed = {
        target.document.id
        for reference, target in shelf.references
        if target
        and reference.field.name in COUNTS
        and reference.document.data.get("status") not in ("retired", "planned")
    }
    free = needed - answering - owning - standing_in
    return [role for role in in_use(shelf, "role") if role.id in free and role.data.get("holders")]


def break_at(role: Document, draw: Draw, shelf: Shelf) -> Broken:
    stand_in = [take_out(role, (key,)) for key in ("backup", "delegated_to") if key in role.data]
    return change(role, put(role, ("holders",), "0"), *stand_in, named=("holders",))
