"""A mapping goes both ways where its integration goes one way, or lets the latest change win there."""

from edits import Broken, Draw, Spot, change, in_use, items, say
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf

WRONG = (("direction", "two-way"), ("sync_rule", "two-way-latest"))


def spots(shelf: Shelf) -> list[Spot]:
    one_way = [document for document in in_use(shelf, "integration") if document.data["direction"] == "one-way"]
    return items(one_way, "field_mappings")


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    key, value = draw(st.sampled_from(WRONG))
    return change(document, say(document, (*at, key), value), named=(*at, key))
