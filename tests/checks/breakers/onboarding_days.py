"""A step of an onboarding path is to be done before those above it."""

from edits import Broken, Draw, Spot, in_use, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, (field, index, "day"))
        for document in in_use(shelf)
        if document.kind.name == "onboarding-path"
        for field in ("steps", "checkpoints")
        for index, item in enumerate(document.data.get(field, []))
        if index and document.data[field][index - 1].get("day", 0) > 1 and "day" in item
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, (field, index, _) = spot
    before = document.data[str(field)][int(index) - 1]["day"]
    return set_value(*spot, str(draw(st.integers(1, before - 1))))
