"""Ways that run along channels: up or down from a box, along a line of their own, and up or down into another box.

Ways into the same box share their line, so that ten ways into Recycle are one line with ten feet and not a knot.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from mopsbook.diagrams.scene import Box, Point, Wire
from mopsbook.diagrams.svg import number
from mopsbook.diagrams.ties import Tie

STEP = 10.0
_TURN = 5.0


class Channel(Struct, frozen=True):
    """Room between `top` and `bottom` in which lines run. `lines` has one for each group of ways, from the top down."""

    top: float
    lines: tuple[str, ...]

    @property
    def bottom(self) -> float:
        """The height at which it ends; its top where no line runs in it."""
        return self.top + STEP * (len(self.lines) + 1) if self.lines else self.top

    def at(self, group: str) -> float:
        """Return the height of a group's line."""
        return self.top + STEP * (self.lines.index(group) + 1)


def order_lines(ties: Sequence[Tie], group: Callable[[Tie], str], x: Callable[[str], float]) -> tuple[str, ...]:
    """Return the groups of ways, those that reach furthest last."""
    spans: dict[str, tuple[float, float]] = {}
    for tie in ties:
        low, high = sorted((x(tie.source), x(tie.target)))
        before = spans.get(group(tie), (low, high))
        spans[group(tie)] = (min(low, before[0]), max(high, before[1]))
    return tuple(sorted(spans, key=lambda name: (spans[name][1] - spans[name][0], name)))


class Ports:
    """Where ways touch a box: each way that leaves or enters at the top or bottom has a place of its own."""

    def __init__(self, boxes: dict[str, Box], uses: Sequence[tuple[str, str, str, float]]) -> None:
        """Take the uses: (box, side, name of the port, x towards which it leads). Ports stand in the order of their goals."""
        self._at: dict[tuple[str, str, str], Point] = {}
        sides: dict[tuple[str, str], dict[str, list[float]]] = {}
        for key, side, name, goal in uses:
            sides.setdefault((key, side), {}).setdefault(name, []).append(goal)
        self._boxes = boxes
        self._lonely = {place for place, names in sides.items() if [len(goals) for goals in names.values()] == [1]}
        for (key, side), names in sides.items():
            box = boxes[key]
            ordered = sorted(names, key=lambda name: (sum(names[name]) / len(names[name]), name))
            room = min(14.0, (box.width - 16) / max(len(ordered) - 1, 1))
            for index, name in enumerate(ordered):
                dx = (index - (len(ordered) - 1) / 2) * room
                dy = box.height / 2 * (-1 if side == "top" else 1)
                self._at[(key, side, name)] = (box.x + dx, box.y + dy)

    def at(self, key: str, side: str, name: str) -> Point:
        """Return a port."""
        return self._at[(key, side, name)]

    def at_above(self, key: str, side: str, name: str, x: float) -> Point:
        """Return a port, moved to `x` if nothing else uses its side and the box reaches so far: no way needs a small bend."""
        here = self._at[(key, side, name)]
        near = abs(x - here[0]) <= self._boxes[key].width / 2 - 12
        return (x, here[1]) if near and (key, side) in self._lonely else here


def wire_through(tie: Tie, start: Point, end: Point, y: float) -> Wire:
    """Return the way from one port along the line at `y` to another port, with rounded corners."""
    n = number
    sign = 1 if end[0] >= start[0] else -1
    run = abs(end[0] - start[0])
    turn = min(_TURN, run / 2, abs(y - start[1]), abs(end[1] - y))
    down, up = (1 if y > start[1] else -1), (1 if end[1] > y else -1)
    if run < 1:
        path = f"M{n(start[0])} {n(start[1])}V{n(end[1])}"
    else:
        path = (
            f"M{n(start[0])} {n(start[1])}V{n(y - down * turn)}Q{n(start[0])} {n(y)} {n(start[0] + sign * turn)} {n(y)}"
            f"H{n(end[0] - sign * turn)}Q{n(end[0])} {n(y)} {n(end[0])} {n(y + up * turn)}V{n(end[1])}"
        )
    return tie.along(path, [(end, (end[0], end[1] - up * 8))])


def wire_straight(tie: Tie, start: Point, end: Point) -> Wire:
    """Return a straight way; two corners half-way if the ends are not on one height."""
    n = number
    sign = 1 if end[0] > start[0] else -1
    drop = end[1] - start[1]
    if abs(drop) < 1:
        path = f"M{n(start[0])} {n(start[1])}H{n(end[0])}"
    else:
        # The tip needs a level piece of its own length before the box.
        x = end[0] - sign * max(9.0, abs(end[0] - start[0]) / 2)
        turn, down = min(_TURN, abs(drop) / 2, abs(x - start[0])), 1 if drop > 0 else -1
        path = (
            f"M{n(start[0])} {n(start[1])}H{n(x - sign * turn)}Q{n(x)} {n(start[1])} {n(x)} {n(start[1] + down * turn)}"
            f"V{n(end[1] - down * turn)}Q{n(x)} {n(end[1])} {n(x + sign * min(turn, 2))} {n(end[1])}H{n(end[0])}"
        )
    return tie.along(path, [(end, (end[0] - sign * 8, end[1]))])
