"""Bars: one number, or a few that add up, for each of several things: what the stack costs, how complete a team's pages are."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mopsbook.diagrams.arcs import WIDTH as NARROW
from mopsbook.diagrams.axis import say_number
from mopsbook.diagrams.measure import measure, wrap
from mopsbook.diagrams.picture import Picture
from mopsbook.diagrams.scene import LEADING, SIZE, SMALL, Mark, Rule, Scene, Shape, Words
from mopsbook.diagrams.svg import write_svg
from mopsbook.words import count

WIDE = 720.0
_MARGIN = 6.0
_GAP = 10.0
_THICK, _THIN = 16.0, 13.0
# The widest a name may stand beside its bar, and what may be said at the end of one: a number, a note.
_NAME, _VALUE, _NOTE = 200.0, 130.0, 150.0
_UNKNOWN = "not known"


class Bar(Struct, frozen=True):
    """A name with its number, or with one for each series; None for a number that nobody knows. `href` begins with ROOT.

    `note` is said behind the number in a few words: what it leads to.
    """

    label: str
    values: tuple[float | None, ...]
    href: str = ""
    note: str = ""


class Measure(Struct, frozen=True):
    """What the bars say: what they are for and what is counted, for the head of the table; the series, if there are several.

    Several series are stacked, since their sum is what counts, or stand side by side if they are `apart`. `most` is what a
    full bar stands for, where there is such a thing: 100 for per cent. `levels` are numbers that bars reach or do not,
    with what is said of each: a line through all bars. `noted` heads the column of the notes.
    """

    things: str
    counted: str
    unit: str = ""
    series: tuple[str, ...] = ()
    apart: bool = False
    most: float | None = None
    levels: tuple[tuple[float, str], ...] = ()
    noted: str = ""


def draw_bars(id: str, title: str, bars: Sequence[Bar], said: Measure, hue: int = 255) -> Picture | None:
    """Return a bar for each thing, in the order given; None for nothing.

    Raises ValueError for a number that is none, for one too few or too many, and for a part of a stack below zero.
    """
    if not bars:
        return None
    if any(len(bar.values) != max(len(said.series), 1) for bar in bars):
        raise ValueError("each bar needs one number for each series")
    stacked = bool(said.series) and not said.apart
    if stacked and any(value is not None and value < 0 for bar in bars for value in bar.values):
        raise ValueError("parts of a whole cannot be negative")
    known = [bar for bar in bars if _total(bar.values) is not None]
    longest = max(known, key=lambda bar: _total(bar.values) or 0.0, default=None)
    alt = f"{title}: a bar for each of {count(len(bars), 'line')} of the table below." + (
        f" The longest is {longest.label} with {_say_total(longest, said)}." if longest and not said.apart else ""
    )
    wide, narrow = _arrange(bars, said, WIDE, beside=True), _arrange(bars, said, NARROW, beside=False)
    heads = (
        said.things,
        *(said.series or (said.counted,)),
        *(("Together",) if stacked else ()),
        *((said.noted,) if said.noted else ()),
    )
    rows = tuple(
        (
            (bar.label, bar.href), *((_say(value, said), "") for value in bar.values),
            *(((_say_total(bar, said), ""),) if stacked else ()), *(((bar.note, ""),) if said.noted else ()),
        )
        for bar in bars
    )  # fmt: skip
    return Picture(
        id, title, write_svg(wide, f"{id}-wide", title, alt, hue), write_svg(narrow, f"{id}-narrow", title, alt, hue),
        alt, heads, rows, tuple((f"mb-key mb-key--part part-{n % 8}", name) for n, name in enumerate(said.series)),
    )  # fmt: skip


def _total(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _say_total(bar: Bar, said: Measure) -> str:
    text = _say(_total(bar.values), said)
    return f"at least {text}" if _is_partly_known(bar.values) else text


def _is_partly_known(values: Sequence[float | None]) -> bool:
    return None in values and _total(values) is not None


def _say(value: float | None, said: Measure) -> str:
    return _UNKNOWN if value is None else say_number(value, said.unit)


def _say_shortly(values: Sequence[float | None], said: Measure) -> str:
    """Return what stands at the end of a bar. A number is never cut: rather without its unit, or rounded to powers of ten."""
    value = _total(values)
    if value is None:
        return _UNKNOWN
    texts = (_say(value, said), say_number(value), f"{value:.3g}")
    mark = "≥ " if _is_partly_known(values) else ""
    return mark + next((text for text in texts if measure(text, SIZE) <= _VALUE), texts[-1])


def _say_end(bar: Bar, values: Sequence[float | None], said: Measure) -> str:
    """Return what stands at the end of a bar: the number, and its note as far as there is room."""
    note = wrap(bar.note, _NOTE, SIZE, 1)[0] if bar.note else ""
    return f"{_say_shortly(values, said)} {note}".rstrip()


def _arrange(bars: Sequence[Bar], said: Measure, width: float, beside: bool) -> Scene:
    """Return the bars with their names beside them, or above them where there is little room."""
    lines_of = [(bar, [value for _, value in line]) for bar in bars for line in _lines(bar, said)]
    names = [wrap(bar.label, _NAME if beside else width - 2 * _MARGIN, SIZE, 2) for bar in bars]
    left = _MARGIN + (max(measure(line, SIZE) for lines in names for line in lines) + _GAP if beside else 0)
    right = width - _MARGIN - max(measure(_say_end(bar, end, said), SIZE) for bar, end in lines_of) - _GAP
    known = [total for _, end in lines_of if (total := _total(end)) is not None]
    known += [level for level, _ in said.levels]
    low, high = min([0.0, *known]), max([0.0, said.most or 0.0, *known])
    scale = _Scale(low, high, left, right)
    marks: list[Mark] = []
    bodies: list[tuple[float, float]] = []
    words = list(_level_words(said, scale, width))
    top = y = _MARGIN + len(words) * SMALL * LEADING + (6 if words else 0)
    for number, (bar, lines) in enumerate(zip(bars, names, strict=True)):
        name_height, bars_height = len(lines) * SIZE * LEADING, _height(bar, said)
        height = max(name_height, bars_height) if beside else name_height + 3 + bars_height
        name_y, bars_y = y, y + height - bars_height
        if beside:
            name_y, bars_y = y + (height - name_height) / 2, y + (height - bars_height) / 2
        bodies.append((bars_y, bars_height))
        name = Words(_MARGIN, name_y + SIZE * 0.97, lines, ("is-caption",), size=SIZE)
        marks.append(_mark(number, bar, name, scale, said, bars_y))
        y += height + _GAP
    rules = [Rule((scale.at(0), top - 2), (scale.at(0), y - _GAP + 2), ("is-axis",))] if beside else []
    # Where names stand above their bars, a level is only marked at the bars: its line must not strike out the names.
    spans = [(top - 2, y - _GAP + 2)] if beside else [(at - 2, at + height + 4) for at, height in bodies]
    for (level, _), one in zip(said.levels, words, strict=True):
        x = scale.at(level)
        rules += [Rule((x, begin), (x, end), ("is-level",)) for begin, end in ((one.y + 3, top - 2), *spans)]
    return Scene(width, y - _GAP + _MARGIN, marks=tuple(marks), rules=tuple(rules), words=tuple(words))


def _level_words(said: Measure, scale: "_Scale", width: float) -> Iterator[Words]:
    """Yield the names of the levels, each in a line of its own above the bars and above its own line through them."""
    for number, (level, name) in enumerate(said.levels):
        text = wrap(name, width - 2 * _MARGIN, SMALL, 1)[0]
        x = min(scale.at(level) + 4, width - _MARGIN - measure(text, SMALL))
        yield Words(x, _MARGIN + number * SMALL * LEADING + SMALL * 0.97, (text,), title=name)


class _Scale(Struct, frozen=True):
    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return self.left + share * (self.right - self.left)


def _lines(bar: Bar, said: Measure) -> list[list[tuple[int, float | None]]]:
    """Return what is drawn for a bar, line by line: the parts of each with the number of their series."""
    parts = list(enumerate(bar.values))
    return [[part] for part in parts] if said.apart else [parts]


def _height(bar: Bar, said: Measure) -> float:
    return len(bar.values) * (_THIN + 3) - 3 if said.apart else _THICK


def _mark(number: int, bar: Bar, name: Words, scale: _Scale, said: Measure, y: float) -> Mark:
    shapes: list[Shape] = []
    words = [name]
    thick = _THIN if said.apart else _THICK
    for place, parts in enumerate(_lines(bar, said)):
        top = y + place * (_THIN + 3)
        if said.most is not None:
            shapes.append(Shape(scale.at(0), top, scale.at(said.most) - scale.at(0), thick, 2, ("is-track",)))
        at = 0.0
        for n, value in parts:
            if value:
                start, end = sorted((scale.at(at), scale.at(at + value)))
                told = f"{said.series[n]}: {_say(value, said)}" if said.series else ""
                part = (f"part-{n % 8}",) if said.series else ()
                shapes.append(Shape(start, top, max(end - start, 1.0), thick, 0 if len(parts) > 1 else 2, part, told))
                at += value
        text = _say_end(bar, [value for _, value in parts], said)
        end = max(scale.at(at), scale.at(said.most or 0.0))
        words.append(Words(end + _GAP / 2, top + thick / 2 + SIZE * 0.36, (text,), size=SIZE))
    return Mark(f"bar-{number}", tuple(shapes), tuple(words), f"{bar.label}: {_tell(bar, said)}", bar.href)


def _tell(bar: Bar, said: Measure) -> str:
    told = ", ".join(f"{name} {_say(value, said)}" for name, value in zip(said.series, bar.values, strict=False))
    whole = _say_total(bar, said)
    note = f", {bar.note}" if bar.note else ""
    return (told if said.apart else f"{whole} ({told})" if told else whole) + note
