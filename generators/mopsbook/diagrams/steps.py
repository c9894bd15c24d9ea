"""Arrange boxes by step, from left to right: what shares a step stands in one frame, and an arrow leads from frame to frame."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.diagrams.measure import wrap
from mopsbook.diagrams.scene import LEADING, SMALL, Box, Point, Region, Scene, Wire
from mopsbook.diagrams.svg import number as n

# So many steps fit side by side at nearly natural size in Material's content column on a laptop.
_COLUMNS = 7
_GAP = 22.0
_PAD = 7.0
_MARGIN = 6.0
_BETWEEN = 8.0


class Step(Struct, frozen=True):
    """Boxes that are equally far along; their places are still open."""

    label: str
    boxes: tuple[Box, ...]


def arrange_steps(steps: Sequence[Step], both: bool = False) -> Scene:
    """Return the frames in a row, or in as many rows as it takes. With `both` the arrows point back as well."""
    rows = -(-len(steps) // _COLUMNS)
    # Rows of nearly the same length: five and four rather than seven and two.
    length = -(-len(steps) // rows) if rows else 0
    regions: list[Region] = []
    boxes: list[Box] = []
    wires: list[Wire] = []
    y = _MARGIN
    width = 0.0
    for start in range(0, len(steps), length or 1):
        row = steps[start : start + length]
        height = max(map(_height, row))
        x = _MARGIN + (_GAP if start else 0)
        for place, step in enumerate(row):
            wide = max(box.width for box in step.boxes) + 2 * _PAD
            regions.append(_frame(step, x, y, wide, height))
            boxes += _stack(step, x + wide / 2, y, height)
            first, last = not (start or place), start + place + 1 == len(steps)
            middle = y + height / 2
            # An arrow into each frame but the first; the last frame of a row has one that leads on to the next row.
            if not first:
                wires.append(_arrow((x - _GAP, middle), (x, middle), both))
            if place + 1 == len(row) and not last:
                wires.append(_arrow((x + wide, middle), (x + wide + _GAP, middle), both))
            x += wide + _GAP
        width = max(width, x - (_GAP if start + length >= len(steps) else 0))
        y += height + 2 * _BETWEEN
    return Scene(width + _MARGIN, y - 2 * _BETWEEN + _MARGIN, tuple(regions), tuple(wires), tuple(boxes))


def _height(step: Step) -> float:
    return _title(step) + sum(box.height for box in step.boxes) + _BETWEEN * (len(step.boxes) - 1) + _PAD


def _title(step: Step) -> float:
    return SMALL * LEADING + 10


def _frame(step: Step, x: float, y: float, width: float, height: float) -> Region:
    lines = wrap(step.label, width - 12, SMALL, 1)
    return Region(x, y, width, height, lines, (x + 7, y + SMALL + 4), step.label, "", ("is-plain",))


def _stack(step: Step, x: float, y: float, height: float) -> list[Box]:
    at = y + _title(step) + (height - _height(step)) / 2
    placed = []
    for box in step.boxes:
        placed.append(replace(box, x=x, y=at + box.height / 2))
        at += box.height + _BETWEEN
    return placed


def _arrow(start: Point, end: Point, both: bool) -> Wire:
    heads = [(end, start), (start, end)] if both else [(end, start)]
    path = f"M{n(start[0])} {n(start[1])}H{n(end[0])}"
    title = "To a later step, and back" if both else "Only to a later step"
    return Wire("", "", path, title, "", ("way-main",), tuple(heads))
