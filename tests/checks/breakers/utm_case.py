"""A list of values for links gets one with a capital letter or a blank."""

from edits import Broken, Draw, Spot, change, in_use, items, nonsense, put_item
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return items([each for each in in_use(shelf, "value-list") if each.id.startswith("utm-")], "values")


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    name = nonsense(draw)
    value = draw(st.sampled_from([name.title(), name.upper(), f"{name} and more"]))
    return change(
        document, put_item(document, at, f"{{value: {value}, label: New, meaning: New.}}"), named=(*at, "value")
    )
