"""A run answers a question twice."""

from edits import Broken, Draw, Spot, in_use, insert, is_on_one_line, line_of, lines_of

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, at)
        for document in in_use(shelf)
        if document.kind.name == "checklist"
        for run, what in enumerate(document.data.get("runs", []))
        for place in range(len(what.get("results", [])))
        if is_on_one_line(document, at := ("runs", run, "results", place))
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, result = spot
    line = line_of(document, result)
    return insert(document, line, lines_of(document)[line - 1])
