"""A new stage can be entered and never left."""

from edits import Broken, Draw, Spot, change, nonsense, put_item, stages
from new_stage import listed_values, new_stage, new_way

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return stages(shelf, "initial", "main")


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    name, behind = nonsense(draw), ("stages", at[1] + 1)
    way = put_item(document, (*at, "transitions", 0), new_way(name))
    broken = change(document, way, new_stage((document, behind), name), named=(*behind, "id"))
    return broken.and_changed(listed_values(spot, name, shelf))
