"""A role that does the work of steps says why it is in no team, instead of naming one."""

from edits import Broken, Draw, change, in_use, put, rename

from mopsbook.checks.people import parts
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    working = {part.who.key for part in parts(shelf) if part.letter in ("responsible", "accountable")}
    roles = [role for role in in_use(shelf, "role") if role.key in working and "team" in role.data]
    return [role for role in roles if not {"does_not_apply", "unknown"} & role.data.keys()]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    excuse = "{team: An agency does it until spring.}"
    edits = rename(document, ("team",), "does_not_apply"), put(document, ("team",), excuse)
    return change(document, *edits, named=("does_not_apply", "team"), on_key=True)
