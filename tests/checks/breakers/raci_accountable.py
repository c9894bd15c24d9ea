"""Nobody answers for a step, or two do."""

from edits import Broken, Draw, Spot, drop, has_own_line, in_use, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, ("steps", index))
        for document in in_use(shelf)
        if document.kind.name == "process"
        for index in range(len(document.data["steps"]))
        if has_own_line(document, ("steps", index, "accountable"))
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, step = spot
    pointer = (*step, "accountable")
    if draw(st.booleans()):
        return drop(document, pointer, step)
    first = document.get(pointer)
    second = draw(st.sampled_from([role.id for role in shelf.of_kind("role") if role.id != first]))
    return set_value(document, pointer, f"[{first}, {second}]")
