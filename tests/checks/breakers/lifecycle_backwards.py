"""A way back is no longer marked as one, or a way onwards is."""

from edits import Broken, Draw, Spot, change, in_use, put_into, take_out

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

PATH = ("initial", "main", "terminal-won")
ENDS = ("terminal-won", "terminal-lost")


def spots(shelf: Shelf) -> list[Spot]:
    return [spot for document in in_use(shelf, "lifecycle") for spot in spots_of(document)]


def spots_of(document: Document) -> list[Spot]:
    stages, found = document.data["stages"], []
    path = [stage["id"] for stage in stages if stage["type"] in PATH]
    for index, stage in enumerate(stages):
        name = stage["id"]
        # A stage beside the path lies behind the first stage from which one gets there.
        sources = [one["id"] for one in stages if name in [way["to"] for way in one.get("transitions", ())]]
        here = path.index(name) if name in path else min(path.index(one) for one in sources if one in path)
        for number, way in enumerate(stage.get("transitions", ())):
            there = path.index(way["to"]) if way["to"] in path else here
            back = way.get("back") and (there < here or stage["type"] in ENDS)
            if back or (not way.get("back") and name in path and there > here):
                found.append((document, ("stages", index, "transitions", number)))
    return found


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    if document.get(at).get("back"):
        return change(document, take_out(document, (*at, "back")), named=(*at, "to"))
    return change(document, put_into(document, at, "back: true"), named=(*at, "back"))
