"""A field gets a second writer, and nothing says whose value stays."""

from edits import Broken, Draw, Spot, change, copy_of, put_item

from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.shelf import Shelf

SETTLED = ("write-once", "only-if-empty", "append")


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (known.document, (*known.pointer, "written_by"))
        for known in known_fields(shelf).values()
        if len(known.item.get("written_by", ())) == 1 and not known.is_gone
        if "conflict_rule" not in known.item and known.item.get("update_rule") not in SETTLED
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    second = put_item(document, (*at, 0), copy_of(document, (*at, 0), {}))
    return change(document, second, named=at, on_key=True)
