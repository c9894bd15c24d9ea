"""A token that must be filled is empty in the template."""

from edits import Broken, Draw, Spot, change, in_use, items, put, take_out
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    tokens = items(in_use(shelf, "campaign-type"), "tokens")
    return [
        (document, at)
        for document, at in tokens
        if document.get(at).get("required") and document.get(at).get("default")
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    default = (*at, "default")
    edit = draw(st.sampled_from([take_out(document, default), put(document, default, '""')]))
    return change(document, edit, named=(*at, "name"))
