"""The step that answers a question of campaign planning no longer does."""

from collections import Counter

from edits import Broken, Draw, Spot, change, in_use, items, take_out

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    steps = items(in_use(shelf, "process"), "steps")
    covered = Counter((document.id, one) for document, at in steps for one in document.get(at).get("covers", ()))
    return [
        (document, (*at, "covers"))
        for document, at in steps
        if any(covered[document.id, one] == 1 for one in document.get(at).get("covers", ()))
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    return change(spot[0], take_out(*spot), named=("steps",), on_key=True)
