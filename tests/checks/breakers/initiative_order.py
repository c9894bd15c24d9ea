"""An initiative that is planned or under way needs one that was dropped, or one that is done needs one that is open."""

from edits import Broken, Draw, in_use, new_document, nonsense, say

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

WRONG = {"dropped": ("planned", "in-progress"), "idea": ("done",), "planned": ("done",), "in-progress": ("done",)}


def spots(shelf: Shelf) -> list[tuple[Document, Document]]:
    initiatives = in_use(shelf, "initiative")
    return [
        (like, needed)
        for needed in initiatives
        for like in initiatives
        if like.data["state"] in WRONG.get(needed.data["state"], ())
    ]


def break_at(spot: tuple[Document, Document], draw: Draw, shelf: Shelf) -> Broken:
    like, needed = spot
    return new_document(like, nonsense(draw), say(like, ("needs",), f"[{needed.id}]"), named=("needs", 0))
