"""A stage no longer says what ends it."""

from edits import Broken, Draw, Spot, change, stages, take_out

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return stages(shelf, "initial", "main", "detour", "holding")


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    return change(document, take_out(document, (*at, "exit_criteria")), named=(*at, "id"))
