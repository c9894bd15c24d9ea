"""A text goes on behind a # that its author did not put in quotes."""

from edits import Broken, Draw, Spot, in_use, keys_of, lines_of, with_lines
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, pointer)
        for document in in_use(shelf)
        for pointer, field in keys_of(document)
        if pointer != ("kind",)
        and isinstance(document.get(pointer), str)
        and not (field.refs or field.values or field.pattern or field.format)
        and _ends_line((document, pointer))
    ]


def _ends_line(spot: Spot) -> bool:
    document, pointer = spot
    places = document.source.places
    place = places.value(document.in_file(pointer))
    whole = len(document.source.lines[place.end_line - 1]) == place.end_column - 1
    return whole and places.style(document.in_file(pointer)) is None


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, pointer = spot
    place = document.source.places.value(document.in_file(pointer))
    lines = lines_of(document)
    lines[place.end_line - 1] += draw(st.sampled_from([" #marketing-ops, first", "  #1", "\t#ops"]))
    return with_lines(document, lines, place.line)
