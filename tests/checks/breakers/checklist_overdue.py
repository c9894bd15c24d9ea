"""A checklist comes round so often that its next run should have been."""

from dataclasses import replace
from datetime import date

from edits import TODAY, Broken, Draw, Spot, in_use, line_of, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    found: list[Spot] = []
    for document in in_use(shelf):
        if document.kind.name == "checklist" and document.data.get("cadence") and document.data.get("runs"):
            days = [date.fromisoformat(run["date"]) for run in document.data["runs"]]
            if (TODAY - max(days)).days > 1:
                found.append((document, ("runs", days.index(max(days)), "date")))
    return found


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, run = spot
    days = (TODAY - date.fromisoformat(document.get(run))).days
    broken = set_value(document, ("cadence",), f"{draw(st.integers(1, days - 1))}d")
    return replace(broken, line=line_of(document, run))
