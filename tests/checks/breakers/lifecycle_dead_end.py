"""A new stage can be entered and never left."""

from edits import Broken, Draw, Spot, end_of_list, lines_of, new_stage, nonsense, stages, with_lines

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return stages(shelf, "initial", "main")


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, stage = spot
    name, end = nonsense(draw), end_of_list(document, "stages")
    way = document.source.places.value((*stage, "transitions", 0))
    lines = lines_of(document)
    lines[end:end] = new_stage(document, name)
    lines.insert(way.line - 1, f"{' ' * (way.column - 3)}- {{to: {name}, trigger: manual, condition: Sometimes}}")
    return with_lines(document, lines, end + 2)
