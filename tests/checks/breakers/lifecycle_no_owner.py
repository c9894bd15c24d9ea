"""A stage loses its owner."""

from edits import Broken, Draw, Spot, drop, stages

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return stages(shelf, "initial", "main", "detour", "holding")


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, stage = spot
    return drop(document, (*stage, "owner"), (*stage, "id"))
