"""A new stage can be left and never entered."""

from edits import Broken, Draw, Spot, change, nonsense, stages
from new_stage import listed_values, new_stage

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return stages(shelf, "terminal-won", "terminal-lost")


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    name = nonsense(draw)
    broken = change(document, new_stage(spot, name, to=document.get((*at, "id"))), named=(*at, "id"))
    return broken.and_changed(listed_values(spot, name, shelf))
