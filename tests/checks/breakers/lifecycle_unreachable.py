"""A new stage can be left and never entered."""

from edits import Broken, Draw, Spot, end_of_list, insert, new_stage, nonsense, stages

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return stages(shelf, "terminal-won", "terminal-lost")


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, stage = spot
    way = f"      - {{to: {document.get((*stage, 'id'))}, trigger: manual, condition: Sometimes}}"
    new = new_stage(document, nonsense(draw), "    transitions:", way)
    return insert(document, end_of_list(document, "stages"), *new)
