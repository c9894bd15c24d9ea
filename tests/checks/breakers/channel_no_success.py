"""No status of a channel counts as a success any more."""

from edits import Broken, Draw, change, in_use, put

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    # Where a score counts the successes, it is wrong as well.
    scored = {
        target.document.key
        for reference, target in shelf.references
        if target and reference.document.kind.name == "scoring-model"
    }
    return [channel for channel in in_use(shelf, "channel") if channel.key not in scored and successes(channel)]


def successes(channel: Document) -> list[int]:
    return [index for index, item in enumerate(channel.data["statuses"]) if item.get("success")]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    edits = [put(document, ("statuses", index, "success"), "false") for index in successes(document)]
    return change(document, *edits, named=("statuses",), on_key=True)
