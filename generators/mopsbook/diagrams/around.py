"""Arrange one box in the middle, what leads to it on its left, and what it leads to on its right."""

from collections.abc import Sequence

from msgspec.structs import replace

from mopsbook.diagrams.scene import Box, Point, Scene, Wire
from mopsbook.diagrams.svg import number
from mopsbook.diagrams.ties import Tie

WIDTH = 720.0
_GAP = 9.0
_SPREAD = 13.0
_MARGIN = 6.0


def arrange_around(middle: Box, left: Sequence[Box], right: Sequence[Box], ties: Sequence[Tie]) -> Scene:
    """Return the scene: two columns and the box between them, which is as tall as its ways need."""
    heights = [_height(left), _height(right)]
    tall = max(middle.height, _SPREAD * max(len(left), len(right)) + 10)
    height = max(*heights, tall) + 2 * _MARGIN
    centre = replace(middle, x=WIDTH / 2, y=height / 2, height=tall)
    placed = {box.key: box for box in (*_column(left, height, 0), *_column(right, height, 1))}
    ports = _ports(left, right, centre)
    wires = [_wire(tie, centre, placed, ports) for tie in ties]
    return Scene(WIDTH, height, (), tuple(wire for wire in wires if wire), (centre, *placed.values()))


def _height(boxes: Sequence[Box]) -> float:
    return sum(box.height for box in boxes) + _GAP * max(len(boxes) - 1, 0)


def _column(boxes: Sequence[Box], height: float, side: int) -> list[Box]:
    y = (height - _height(boxes)) / 2
    placed = []
    for box in boxes:
        x = WIDTH - _MARGIN - box.width / 2 if side else _MARGIN + box.width / 2
        placed.append(replace(box, x=x, y=y + box.height / 2))
        y += box.height + _GAP
    return placed


def _ports(left: Sequence[Box], right: Sequence[Box], centre: Box) -> dict[str, Point]:
    """Return where the way of each neighbour meets the box in the middle: in the order of the column, evenly spread."""
    ports: dict[str, Point] = {}
    for boxes, x in ((left, centre.x - centre.width / 2), (right, centre.x + centre.width / 2)):
        for index, box in enumerate(boxes):
            ports[box.key] = (x, centre.y + (index - (len(boxes) - 1) / 2) * _SPREAD)
    return ports


def _wire(tie: Tie, centre: Box, placed: dict[str, Box], ports: dict[str, Point]) -> Wire | None:
    key = tie.target if tie.source == centre.key else tie.source
    if key not in placed:
        return None
    box, port = placed[key], ports[key]
    sign = 1 if box.x > centre.x else -1
    edge = (box.x - sign * box.width / 2, box.y)
    bend = (edge[0] + port[0]) / 2
    n = number
    path = f"M{n(edge[0])} {n(edge[1])}C{n(bend)} {n(edge[1])} {n(bend)} {n(port[1])} {n(port[0])} {n(port[1])}"
    at_box, at_centre = (edge, (bend, edge[1])), (port, (bend, port[1]))
    to_target, to_source = (at_box, at_centre) if tie.target == key else (at_centre, at_box)
    heads = ([to_target] if tie.forward else []) + ([to_source] if tie.backward else [])
    return tie.along(path, heads)
