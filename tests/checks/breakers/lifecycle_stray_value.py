"""A list of stages gets a value that is the value of no stage."""

from edits import Broken, Draw, Spot, change, items, nonsense, put_item

from mopsbook.checks.stage_values import stage_fields
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return items({field.picklist.id: field.picklist for field in stage_fields(shelf)}.values(), "values")


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    new = put_item(document, at, f"{{value: {nonsense(draw)}, label: New, meaning: Somebody wanted it.}}")
    return change(document, new, named=(*at, "value"))
