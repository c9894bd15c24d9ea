"""Grid: a sheet as it came back, before anybody asks what its columns mean."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from mopsbook.errors import SetupError
from mopsbook.sheets.cells import is_blank, typed
from mopsbook.words import fold

# People put a title above the headings.
_LATEST_HEADINGS = 10


class Row(Struct, frozen=True):
    """A row with the number that the program shows beside it. It may be shorter than the headings."""

    number: int
    cells: Sequence[Any]


class Grid(Struct, frozen=True):
    """The headings and the rows below them. `encoding` is what the sheet was saved in, if letters are lost in that."""

    file: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()


def is_heading_row(cells: Iterable[Any]) -> bool:
    """Return whether these are the headings: one of them is `id`."""
    return any(fold(typed(cell)) == "id" for cell in cells if not is_blank(cell))


def make_grid(file: str, rows: Iterable[Sequence[Any]], encoding: str = "", notes: tuple[str, ...] = ()) -> Grid:
    """Return the grid of all rows of a sheet. Raises SetupError if no row has the headings."""
    headings: tuple[str, ...] = ()
    below: list[Row] = []
    for number, cells in enumerate(rows, 1):
        if headings:
            if not all(map(is_blank, cells)):
                below.append(Row(number, cells))
        elif is_heading_row(cells):
            headings = tuple(typed(cell).strip() for cell in cells)
        elif number >= _LATEST_HEADINGS:
            break
    if not headings:
        raise SetupError(
            f"`{file}` has no column `id`, by which rows are known",
            "Import a sheet that `mopsbook export` wrote. For a list from elsewhere, say with `--map` what is in it:"
            " docs/import.md.",
        )
    return Grid(file, headings, tuple(below), encoding, notes)
