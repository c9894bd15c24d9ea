"""A day is past by which somebody was to answer, or until which something was to hold."""

from datetime import timedelta

from edits import TODAY, Broken, Draw, Spot, in_use, items, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    days: list[Spot] = [
        (document, ("unknown", path, "by"))
        for document in in_use(shelf)
        for path in document.data.get("unknown", {})
        # Who decides about a contract by when is a matter of its own.
        if not path.startswith("contract")
    ]
    days += [(role, ("delegated_to", "until")) for role in in_use(shelf, "role")]
    exceptions = items(in_use(shelf, "policy", "naming-convention"), "exceptions")
    days += [(document, (*at, "until")) for document, at in exceptions]
    return [(document, at) for document, at in days if document.get(at)]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    return set_value(*spot, str(TODAY - timedelta(days=draw(st.integers(1, 4_000)))))
