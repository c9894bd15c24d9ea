"""A system on which processes run says why it has no owner, instead of naming one."""

from edits import Broken, Draw, change, in_use, put, rename

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    used = {
        target.document.key
        for reference, target in shelf.references
        if target and reference.document.kind.name == "process" and reference.field.name == "systems"
    }
    # Of critical ones the book asks more by rules of its own.
    free = [system for system in in_use(shelf, "system") if system.data["tier"] > 1 and system.key in used]
    return [system for system in free if not {"does_not_apply", "unknown"} & system.data.keys()]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    excuse = "{owner: Nobody has asked for it yet.}"
    edits = rename(document, ("owner",), "does_not_apply"), put(document, ("owner",), excuse)
    return change(document, *edits, named=("does_not_apply", "owner"), on_key=True)
