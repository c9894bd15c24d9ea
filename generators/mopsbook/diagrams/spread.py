"""Move the ends of curves apart along the side of the box they touch, where Graphviz lets several meet at one point."""

from collections.abc import Mapping, Sequence
from math import hypot

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.diagrams.lay_out import Places, Spline
from mopsbook.diagrams.rising import make_rising
from mopsbook.diagrams.scene import Point

# Tips are 6.4 wide: two of them nearer than this are one blot.
_APART = 8.0
# So far an end keeps away from a corner, and so near to one it belongs to the side beside it.
_CORNER = 6.0
# How long a tip is.
_TIP = 8.0

# The names of the boxes at which a curve begins and ends, by the id of the curve; half the width and height of each box.
Ends = Mapping[str, tuple[str, str]]
Halves = Mapping[str, tuple[float, float]]
# A side of a box: its name, the axis along which ends are moved (0 is x), and the way out of the box across it.
_Side = tuple[str, int, int]


class _End(Struct, frozen=True):
    """An end of a curve: where along the side of its box it is, and from where along that side the curve comes."""

    id: str
    last: bool
    at: float
    comes: float


def spread_ends(places: Places, ends: Ends, halves: Halves) -> Places:
    """Return the places with the ends of curves a tip apart, as far as the sides of the boxes have room for them."""
    sides: dict[_Side, list[_End]] = {}
    for id in sorted(places.splines):
        for last in (False, True):
            side, end = _find(places.splines[id], places.nodes[ends[id][last]], halves[ends[id][last]], id, last)
            sides.setdefault((ends[id][last], *side), []).append(end)
    splines = dict(places.splines)
    for (name, axis, out), found in sides.items():
        middle, half = places.nodes[name][axis], halves[name][axis] - _CORNER
        # What is one blot is put into the order in which it comes; the blots themselves stay in theirs.
        ordered = sorted(found, key=lambda end: (round(end.at / _APART), end.comes, end.id))
        apart = min(_APART, 2 * half / max(len(ordered) - 1, 1))
        low, high = min(middle - half, *(end.at for end in found)), max(middle + half, *(end.at for end in found))
        wanted = _apart([end.at for end in ordered], low, high, apart)
        edge = places.nodes[name][1 - axis] + out * halves[name][1 - axis]
        for end, at in zip(ordered, wanted, strict=True):
            if abs(at - end.at) > 0.05:
                here, away = ((at, edge), (0.0, out)) if axis == 0 else ((edge, at), (out, 0.0))
                splines[end.id] = _moved(splines[end.id], end.last, here, away)
    return replace(places, splines=splines)


def _find(
    spline: Spline, middle: Point, half: tuple[float, float], id: str, last: bool
) -> tuple[tuple[int, int], _End]:
    x, y = (spline.head if last else spline.tail) or spline.points[-1 if last else 0]
    # What it does right at the box is alike in all that meet there; where it comes from is told a piece further on.
    far = spline.points[max(-len(spline.points), -7) if last else min(6, len(spline.points) - 1)]
    dx, dy = x - middle[0], y - middle[1]
    # What touches a corner came through the gap between two columns, and belongs to the side that faces it.
    if abs(abs(dx) - half[0]) <= abs(abs(dy) - half[1]) + _CORNER:
        return (1, 1 if dx > 0 else -1), _End(id, last, y, far[1])
    return (0, 1 if dy > 0 else -1), _End(id, last, x, far[0])


def _apart(wanted: Sequence[float], low: float, high: float, apart: float) -> list[float]:
    """Return numbers moved as little as need be to lie apart, in the order given and between two bounds."""
    most = high - (len(wanted) - 1) * apart
    rising = make_rising([value - place * apart for place, value in enumerate(wanted)])
    return [min(max(value, low), most) + place * apart for place, value in enumerate(rising)]


def _moved(spline: Spline, last: bool, at: Point, out: Point) -> Spline:
    """Return a curve with one end moved: it keeps its way, but never comes in so flat that its tip is lost in the side."""
    points = list(spline.points[::-1] if last else spline.points)
    tip = spline.head if last else spline.tail
    was = tip or points[0]
    first = points[1] if tip is None else points[0]
    dx, dy = _unit((first[0] - was[0], first[1] - was[1]))
    dx, dy = _unit((dx + out[0], dy + out[1]))
    start = (at[0] + dx * _TIP, at[1] + dy * _TIP) if tip else at
    bend = min(hypot(points[3][0] - start[0], points[3][1] - start[1]) / 3, 2 * _TIP)
    points[:2] = [start, (start[0] + dx * bend, start[1] + dy * bend)]
    if last:
        return Spline(tuple(points[::-1]), head=tip and at, tail=spline.tail)
    return Spline(tuple(points), head=spline.head, tail=tip and at)


def _unit(vector: Point) -> Point:
    long = hypot(*vector) or 1.0
    return (vector[0] / long, vector[1] / long)
