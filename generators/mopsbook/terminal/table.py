"""A table: columns that fit the terminal; for programs, values between tabs and no head, as `cut` and `sort` want them."""

from collections.abc import Collection, Sequence

from mopsbook.terminal.lines import cut, fill, measure, pad, printable
from mopsbook.terminal.paint import paint
from mopsbook.terminal.screen import Screen

_BETWEEN = "  "
# A column that is cut to fewer tells nothing any more; where columns may be left out, rather that than this.
_FEWEST = 8
_TELLING = 16


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], screen: Screen, whole: Collection[int] = (0,)) -> str:
    """Return the rows below their heads, a line each, with a line end behind each; "" for no rows.

    Where the terminal is too narrow, the widest columns are cut first, and never those in `whole`, by which things are named.
    Where even that leaves too little of each, every row is a paragraph with a line for each value.
    """
    if not rows:
        return ""
    cells = [[printable(cell) for cell in row] for row in rows]
    if not screen.width:
        return "".join("\t".join(row).rstrip("\t") + "\n" for row in cells)
    fitted = _fit(heads, cells, screen.width, whole, _FEWEST)
    if fitted is None:
        return _as_paragraphs(heads, cells, screen)
    right = [all(_is_number(row[column]) for row in cells) for column in range(len(heads))]
    lines = [_line(row, fitted, right) for row in (heads, *cells)]
    return "\n".join([paint(lines[0], "head", screen.colour), *lines[1:]]) + "\n"


def count_fitting(
    heads: Sequence[str], rows: Sequence[Sequence[str]], screen: Screen, whole: Collection[int] = (0,)
) -> int:
    """Return how many of the columns, from the left, can be shown so that each still tells something."""
    for number in range(len(heads), 2, -1):
        few = [row[:number] for row in rows]
        if not screen.width or _fit(heads[:number], few, screen.width, whole, _TELLING):
            return number
    return min(2, len(heads))


def _fit(
    heads: Sequence[str], rows: Sequence[Sequence[str]], width: int, whole: Collection[int], fewest: int
) -> list[int] | None:
    """Return widths that fit, taken from the widest; None if some column would have to be cut to fewer than `fewest`."""
    fitted = [max(measure(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    room = width - len(_BETWEEN) * (len(heads) - 1)
    while (over := sum(fitted) - room) > 0:
        may_be_cut = {column: size for column, size in enumerate(fitted) if column not in whole and size > fewest}
        if not may_be_cut:
            return None
        widest = max(may_be_cut.values())
        # All of the widest go down together to the next lower one, or as far as is needed.
        those = [column for column, size in may_be_cut.items() if size == widest]
        below = max((size for size in may_be_cut.values() if size < widest), default=fewest)
        step = min(widest - below, -(-over // len(those)))
        for column in those:
            fitted[column] -= max(1, step)
    return fitted


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = [
        pad(cut(cell, width), width, right=on_right) for cell, width, on_right in zip(row, widths, right, strict=True)
    ]
    return _BETWEEN.join(cells).rstrip()


def _as_paragraphs(heads: Sequence[str], rows: Sequence[Sequence[str]], screen: Screen) -> str:
    paragraphs = []
    for row in rows:
        lines = [
            fill(f"{head}: {cell}", screen.width, rest="  ") for head, cell in zip(heads, row, strict=True) if cell
        ]
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs) + "\n"


def _is_number(cell: str) -> bool:
    return not cell or cell.replace(",", "").replace(".", "").removesuffix(" %").isdigit()
