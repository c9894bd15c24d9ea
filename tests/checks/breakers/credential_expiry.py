"""A credential has expired, or ends within a month."""

from datetime import timedelta

from edits import TODAY, Broken, Draw, Spot, in_use, set_value
from hypothesis import strategies as st

from mopsbook.checks.flows import runs
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    running = [document for document in in_use(shelf, "integration") if runs(document)]
    return [(document, ("auth_expires",)) for document in running if "auth_expires" in document.data]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    return set_value(*spot, str(TODAY + timedelta(days=draw(st.integers(-400, 29)))))
