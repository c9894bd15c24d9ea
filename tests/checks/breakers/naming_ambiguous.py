"""The pattern of a segment lets the separator through."""

from edits import Broken, Draw, Spot, in_use, items, set_value

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    segments = items(in_use(shelf, "naming-convention"), "segments")
    return [(document, (*at, "pattern")) for document, at in segments if "]" in document.get(at).get("pattern", "")]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    return set_value(document, at, f'"{document.get(at).replace("]", document.data["separator"] + "]")}"')
