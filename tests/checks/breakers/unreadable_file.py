"""A line is put in that is no YAML, or means different things to different programs."""

import re

from edits import Broken, Draw, files, insert, lines_of
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

WRONG = ("\tx: y", "x: @y", "x: `y`", "x: y: z", "x: !y z", "x: *y", "<<<<<<< HEAD", "? [a]", "x: \x07", "5: x")


def spots(shelf: Shelf) -> list[tuple[Document, int]]:
    return [
        (document, number)
        for document in files(shelf)
        for number, line in enumerate(lines_of(document), 1)
        if re.match(r"[a-z_]+: [A-Za-z0-9]", line)
    ]


def break_at(spot: tuple[Document, int], draw: Draw, shelf: Shelf) -> Broken:
    document, number = spot
    return insert(document, number, draw(st.sampled_from([lines_of(document)[number - 1], *WRONG])))
