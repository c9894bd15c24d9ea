"""A matrix: several things between two scales, numbered from the best: initiatives by effort and impact, risks by odds and harm."""

from collections.abc import Iterator, Sequence
from itertools import chain
from math import cos, hypot, pi, sin

from msgspec import Struct

from mopsbook.diagrams.arcs import WIDTH as NARROW
from mopsbook.diagrams.axis import say_number
from mopsbook.diagrams.measure import measure, wrap
from mopsbook.diagrams.picture import Picture
from mopsbook.diagrams.scene import LEADING, SIZE, SMALL, Mark, Point, Region, Scene, Shape, Words
from mopsbook.diagrams.svg import write_svg
from mopsbook.words import count

WIDE = 720.0
# More than this are dots without sense; the rest stands beside the picture and in the table.
MOST = 40
_MARGIN = 6.0
_RADIUS = 10.0
_SQUARE = 370.0
# Room for the words along an axis, and within the square for the names of its quarters; for a number in the list.
_STRIP = 20.0
_NUMBER = 28.0


class Spot(Struct, frozen=True):
    """A thing with its place on both scales. `href` begins with ROOT."""

    label: str
    x: float
    y: float
    href: str = ""


class Scales(Struct, frozen=True):
    """What the two scales are called and how far they go, from the lower left corner; what to make of their four quarters.

    The quarters are named from the upper left, line by line: where x is low and y is high comes first.
    """

    x: str
    y: str
    low: float
    high: float
    quarters: tuple[str, str, str, str] = ("", "", "", "")
    thing: str = "thing"


def draw_matrix(id: str, title: str, spots: Sequence[Spot], scales: Scales, hue: int = 255) -> Picture | None:
    """Return the spots in their places, each with a number that a list beside it explains; None for no spots.

    The numbers run from high y and low x to low y and high x. Spots that would cover each other are moved apart; the table has
    their true places. Raises ValueError for scales without extent, and for a place beyond them.
    """
    if not scales.low < scales.high:
        raise ValueError(f"a scale from {scales.low} to {scales.high} has no extent")
    for spot in spots:
        if not (scales.low <= spot.x <= scales.high and scales.low <= spot.y <= scales.high):
            raise ValueError(f"{spot.label} lies beyond the scales")
    if not spots:
        return None
    ordered = sorted(spots, key=lambda spot: (spot.x - spot.y, -spot.y, spot.label.casefold(), spot.href))
    shown, rest = ordered[:MOST], ordered[MOST:]
    alt = (
        f"{title}: {count(len(ordered), scales.thing)} by {scales.x} and {scales.y}. The first is {ordered[0].label}."
        + (f" The last {len(rest)} are beside the picture and in the table only." if rest else "")
    )
    wide, narrow = _arrange(shown, scales, WIDE), _arrange(shown, scales, NARROW)
    rows = tuple(
        ((f"{n}. {spot.label}", spot.href), (say_number(spot.x), ""), (say_number(spot.y), ""), (_quarter(spot, scales), ""))
        for n, spot in enumerate(ordered, 1)
    )  # fmt: skip
    named = any(scales.quarters)
    return Picture(
        id, title, write_svg(wide, f"{id}-wide", title, alt, hue), write_svg(narrow, f"{id}-narrow", title, alt, hue), alt,
        ("What", scales.x, scales.y, *(("Quarter",) if named else ())), tuple(row[: 4 if named else 3] for row in rows),
        (), tuple((spot.label, spot.href, "") for spot in rest),
    )  # fmt: skip


def _quarter(spot: Spot, scales: Scales) -> str:
    middle = (scales.low + scales.high) / 2
    return scales.quarters[(0 if spot.y >= middle else 2) + (spot.x > middle)]


def _tell(spot: Spot, scales: Scales) -> str:
    places = f"{scales.x} {say_number(spot.x)}, {scales.y} {say_number(spot.y)}"
    quarter = _quarter(spot, scales)
    return f"{spot.label}: {places}" + (f" ({quarter})" if quarter else "")


def _arrange(spots: Sequence[Spot], scales: Scales, width: float) -> Scene:
    """Return the square with its spots, and the list at its right, or below it where there is no room for both."""
    beside = width > NARROW
    side = _SQUARE if beside else width - 2 * _MARGIN
    left, top = _MARGIN, _MARGIN + _STRIP
    list_x, y = (left + side + 24, top) if beside else (left, top + side + _STRIP + 10)
    marks: list[Mark] = []
    for number, (spot, at) in enumerate(zip(spots, _places(spots, scales, left, top, side), strict=True), 1):
        key, title = f"spot-{number}", _tell(spot, scales)
        dot = Shape(at[0] - _RADIUS, at[1] - _RADIUS, 2 * _RADIUS, 2 * _RADIUS, _RADIUS, ("is-spot",))
        inside = Words(at[0], at[1] + SMALL * 0.36, (str(number),), ("is-inside",), "middle")
        marks.append(Mark(key, (dot,), (inside,), title, spot.href, again=True))
        lines = wrap(spot.label, width - _MARGIN - list_x - _NUMBER, SIZE, 2)
        said = (
            Words(list_x, y + SIZE, (f"{number}.",), size=SIZE),
            Words(list_x + _NUMBER, y + SIZE, lines, ("is-caption",), size=SIZE),
        )
        marks.append(Mark(key, (), said, title, spot.href))
        y += len(lines) * SIZE * LEADING + 4
    names = wrap(f"{scales.y} ↑", side, SMALL, 1), wrap(f"{scales.x} →", side, SMALL, 1)
    words = (
        Words(left, top - 6, names[0], title=scales.y),
        Words(left + side - measure(names[1][0], SMALL), top + side + SMALL + 4, names[1], title=scales.x),
    )
    height = max(y, top + side + _STRIP) + _MARGIN
    return Scene(width, height, tuple(_quarters(scales, left, top, side)), words=words, marks=tuple(marks))


def _quarters(scales: Scales, left: float, top: float, side: float) -> Iterator[Region]:
    half = (side - 4) / 2
    for number, name in enumerate(scales.quarters):
        x, y = left + (half + 4) * (number % 2), top + (half + 4) * (number // 2)
        lines = wrap(name, half - 12, SMALL, 1) if name else ()
        at = (x + 6, y + SMALL + 3 if number < 2 else y + half - 6)
        yield Region(x, y, half, half, lines, at, name)


def _places(spots: Sequence[Spot], scales: Scales, left: float, top: float, side: float) -> list[Point]:
    """Return the middle of each spot: off the names of the quarters and off the spots before it, if possible in its quarter."""
    low, high = (left + _RADIUS + 3, top + _STRIP + _RADIUS), (left + side - _RADIUS - 3, top + side - _STRIP - _RADIUS)
    extent = scales.high - scales.low
    placed: list[Point] = []
    for spot in spots:
        x = low[0] + (spot.x - scales.low) / extent * (high[0] - low[0])
        y = high[1] - (spot.y - scales.low) / extent * (high[1] - low[1])
        free = (
            at
            for at in _around(x, y, side)
            if low[0] <= at[0] <= high[0] and low[1] <= at[1] <= high[1] and _is_clear(at, placed)
        )
        nearest = next(free, (x, y))
        at_home = (
            at
            for at in chain((nearest,), free)
            if _quarter_of(at, left, top, side) == _quarter_of((x, y), left, top, side)
        )
        placed.append(nearest if nearest == (x, y) else next(at_home, nearest))
    return placed


def _is_clear(at: Point, placed: Sequence[Point]) -> bool:
    return all(hypot(at[0] - x, at[1] - y) >= 2 * _RADIUS + 1 for x, y in placed)


def _quarter_of(at: Point, left: float, top: float, side: float) -> tuple[bool, bool]:
    return (at[0] > left + side / 2, at[1] > top + side / 2)


def _around(x: float, y: float, far: float) -> Iterator[Point]:
    """Yield a place and then those around it, ring by ring."""
    yield x, y
    for ring in range(1, int(far / _RADIUS)):
        for step in range(6 * ring):
            angle = 2 * pi * step / (6 * ring)
            yield x + ring * (_RADIUS + 1) * cos(angle), y + ring * (_RADIUS + 1) * sin(angle)
