"""What a segment gives as its example could not stand there."""

from edits import Broken, Draw, Spot, in_use, items, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    segments = items(in_use(shelf, "naming-convention"), "segments")
    return [(document, (*at, "example")) for document, at in segments if "example" in document.get(at)]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    return set_value(*spot, draw(st.sampled_from(['"a b"', '"??"', '"Ä"'])))
