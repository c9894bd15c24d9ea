"""A convention allows longer names than the system takes."""

from edits import Broken, Draw, Spot, change, in_use, items, say
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return items(in_use(shelf, "naming-convention"), "applies_to")


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    room = say(document, (*at, "max_length"), str(draw(st.integers(1, 20))))
    return change(document, room, named=(*at, "object"))
