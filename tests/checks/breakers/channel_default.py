"""No status of a channel is the default any more, or a second one is."""

from edits import Broken, Draw, Spot, change, in_use, items, put_into, take_out

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    statuses = items(in_use(shelf, "channel"), "statuses")
    return [(document, at) for document, at in statuses if not document.get(at).get("hidden")]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    if document.get(at).get("default"):
        return change(document, take_out(document, (*at, "default")), named=("statuses",), on_key=True)
    first = next(index for index, item in enumerate(document.data["statuses"]) if item.get("default"))
    later = ("statuses", max(first, at[1]), "default")
    return change(document, put_into(document, at, "default: true"), named=later)
