"""A policy reaches a system by an integration that leads past it."""

from edits import Broken, Draw, Spot, in_use, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, ("systems", index))
        for document in in_use(shelf)
        if document.kind.name == "policy" and document.data.get("status") not in ("planned", "draft")
        for index, item in enumerate(document.data.get("systems", []))
        if "through" in item
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    system = document.get((*at, "system"))
    past = [
        way.id
        for way in in_use(shelf)
        if way.kind.name == "integration"
        and system not in (way.data["source"], way.data["target"], way.data.get("via"))
    ]
    return set_value(document, (*at, "through"), draw(st.sampled_from(past)))
