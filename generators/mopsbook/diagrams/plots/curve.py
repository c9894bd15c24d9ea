"""A curve: one number as it was on one day and the next, so that one sees where it goes: how complete a book is, month by month."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10

from msgspec import Struct

from mopsbook.diagrams.arcs import WIDTH as NARROW
from mopsbook.diagrams.axis import month_ticks, say_number
from mopsbook.diagrams.measure import measure
from mopsbook.diagrams.picture import Picture
from mopsbook.diagrams.scene import SIZE, SMALL, Mark, Rule, Scene, Shape, Words
from mopsbook.diagrams.svg import write_svg
from mopsbook.words import count, say_short_day

WIDE = 720.0
_MARGIN = 6.0
_HEIGHT = 150.0
_DOT = 6.0
_GAP = 8.0
# The room for the names of the months below the axis, and how far apart they stand at least.
_FOOT, _TICK = 20.0, 62.0
_MOST_LINES = 5
# The widest a number may be at either side.
_NUMBER = 80.0


class Point(Struct, frozen=True):
    """What was measured on a day."""

    when: date
    value: float


def draw_curve(
    id: str, title: str, points: Sequence[Point], counted: str, unit: str = "", *, most: float | None = None, hue: int = 255
) -> Picture | None:  # fmt: skip
    """Return the points by day, with straight lines from each to the next; None for fewer than two days.

    The axis begins near the least value, and says so; `most` is where it ends at the latest. `counted` is what was measured.
    Raises ValueError for a number that is none.
    """
    ordered = sorted(points, key=lambda point: point.when)
    if len({point.when for point in ordered}) < 2:
        return None
    first, last = ordered[0], ordered[-1]
    alt = (
        f"{title}: {count(len(ordered), 'day')} from {say_short_day(first.when)} to {say_short_day(last.when)},"
        f" from {say_number(first.value, unit)} to {say_number(last.value, unit)}."
    )
    wide, narrow = (_arrange(ordered, unit, most, width) for width in (WIDE, NARROW))
    rows = tuple(((say_short_day(point.when), ""), (say_number(point.value, unit), "")) for point in ordered)
    return Picture(
        id, title, write_svg(wide, f"{id}-wide", title, alt, hue), write_svg(narrow, f"{id}-narrow", title, alt, hue),
        alt, ("Day", counted), rows,
    )  # fmt: skip


def _arrange(points: Sequence[Point], unit: str, most: float | None, width: float) -> Scene:
    levels = _levels([point.value for point in points], most)
    names = [_shortly(level, unit, SMALL) for level in levels]
    end = _shortly(points[-1].value, unit, SIZE)
    left = _MARGIN + max(measure(name, SMALL) for name in names) + _GAP
    right = width - _MARGIN - measure(end, SIZE) - _GAP - _DOT
    top, bottom = _MARGIN + SMALL, _MARGIN + SMALL + _HEIGHT
    days = (points[-1].when - points[0].when).days

    def at(point: Point) -> tuple[float, float]:
        share = (point.value - levels[0]) / (levels[-1] - levels[0])
        return left + _DOT + (point.when - points[0].when).days / days * (right - left - _DOT), bottom - share * (
            bottom - top
        )

    rules, words = [], []
    for level, name in zip(levels, names, strict=True):
        y = at(Point(points[0].when, level))[1]
        rules.append(Rule((left, y), (right + _DOT, y), ("is-grid",)))
        words.append(Words(left - _GAP - measure(name, SMALL), y + SMALL * 0.36, (name,)))
    for day, name in _ticks(points, int((right - left) / _TICK)):
        x = at(Point(day, levels[0]))[0]
        rules.append(Rule((x, bottom), (x, bottom + 4), ("is-axis",)))
        words.append(Words(x, bottom + 4 + SMALL, (name,)))
    places = [at(point) for point in points]
    rules += [Rule(one, other, ("is-curve",)) for one, other in pairwise(places)]
    marks = [
        Mark(f"day-{number}", (Shape(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT, _DOT / 2),), (), _tell(point, unit))
        for number, (point, (x, y)) in enumerate(zip(points, places, strict=True))
    ]
    words.append(Words(places[-1][0] + _DOT + 2, places[-1][1] + SIZE * 0.36, (end,), ("is-caption",), size=SIZE))
    return Scene(width, bottom + _FOOT + _MARGIN, rules=tuple(rules), words=tuple(words), marks=tuple(marks))


def _shortly(value: float, unit: str, size: float) -> str:
    """Return a number as it stands in the picture: rather without its unit, or rounded to powers of ten, than cut."""
    texts = (say_number(value, unit), say_number(value), f"{value:.3g}")
    return next((text for text in texts if measure(text, size) <= _NUMBER), texts[-1])


def _tell(point: Point, unit: str) -> str:
    return f"{say_short_day(point.when)}: {say_number(point.value, unit)}"


def _ticks(points: Sequence[Point], most: int) -> Iterator[tuple[date, str]]:
    for day, name in month_ticks(points[0].when, points[-1].when, max(most, 1)):
        if day <= points[-1].when:
            yield day, name


def _levels(values: Sequence[float], most: float | None) -> list[float]:
    """Return the round numbers at which the axis has lines, from one below all values to one above them."""
    low, high = min(values), max(values)
    # Raised if the values are all the same, so that there is a scale at all.
    extent = max(high - low, abs(high) * 0.02, 1.0)
    power = 10.0 ** floor(log10(extent / _MOST_LINES))
    step = next(step * power for step in (1, 2, 5, 10, 20) if extent / (step * power) <= _MOST_LINES - 1)
    begin, end = floor(low / step), ceil(high / step)
    if most is not None:
        end = min(end, floor(most / step))
    begin = min(begin, end - 1)
    return [number * step for number in range(begin, end + 1)]
