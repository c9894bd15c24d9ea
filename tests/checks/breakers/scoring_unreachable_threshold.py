"""A threshold stands below another one that holds whenever it does."""

from edits import Broken, Draw, Spot, change, copy_of, nonsense, put_item
from scored import thresholds

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [(sound.document, sound.at(threshold)) for sound, threshold in thresholds(shelf)]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    above = put_item(document, at, copy_of(document, at, {("id",): nonsense(draw)}))
    return change(document, above, named=("thresholds", at[1] + 1))
