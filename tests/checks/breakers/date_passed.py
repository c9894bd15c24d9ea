"""A question was to be answered by a day that is past."""

from datetime import timedelta

from edits import TODAY, Broken, Draw, Spot, in_use, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, ("unknown", path, "by"))
        for document in in_use(shelf)
        for path, what in document.data.get("unknown", {}).items()
        if "by" in what
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    return set_value(*spot, str(TODAY - timedelta(days=draw(st.integers(1, 4_000)))))
