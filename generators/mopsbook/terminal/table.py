"""A table: columns that fit the terminal; for programs, values between tabs and no head, as `cut` and `sort` want them."""

from collections.abc import Sequence

from mopsbook.terminal.lines import cut, fill, measure, pad, printable
from mopsbook.terminal.paint import paint
from mopsbook.terminal.screen import Screen

_BETWEEN = "  "
# A column that is cut to fewer tells nothing any more.
_FEWEST = 8


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], screen: Screen) -> str:
    """Return the rows below their heads, a line each, with a line end behind each; "" for no rows.

    Where the terminal is too narrow, the widest columns are cut first. Where even that leaves too little of each, every row is
    a paragraph with a line for each value.
    """
    if not rows:
        return ""
    cells = [[printable(cell) for cell in row] for row in rows]
    if not screen.width:
        return "".join("\t".join(row).rstrip("\t") + "\n" for row in cells)
    widths = [max(measure(row[column]) for row in (heads, *cells)) for column in range(len(heads))]
    fitted = _fit(widths, screen.width - len(_BETWEEN) * (len(heads) - 1))
    if fitted is None:
        return _as_paragraphs(heads, cells, screen)
    right = [all(_is_number(row[column]) for row in cells) for column in range(len(heads))]
    lines = [_line(row, fitted, right) for row in (heads, *cells)]
    return "\n".join([paint(lines[0], "head", screen.colour), *lines[1:]]) + "\n"


def _fit(widths: Sequence[int], room: int) -> list[int] | None:
    """Return widths that fit into the room, taken from the widest; None if some column would tell nothing any more."""
    fitted = list(widths)
    while sum(fitted) > room:
        widest = max(fitted)
        if widest <= _FEWEST:
            return None
        # All of the widest go down together to the next lower one, or as far as is needed.
        those = [column for column, width in enumerate(fitted) if width == widest]
        below = max((width for width in fitted if width < widest), default=_FEWEST)
        step = min(widest - max(below, _FEWEST), -(-(sum(fitted) - room) // len(those)))
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
