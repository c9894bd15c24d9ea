"""A time line: what falls on which day, so that one sees what comes soon and what comes together: renewals, launches, freezes."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from mopsbook.diagrams.arcs import WIDTH as NARROW
from mopsbook.diagrams.axis import DATES, Calendar, Ticks
from mopsbook.diagrams.measure import measure, wrap
from mopsbook.diagrams.picture import Picture
from mopsbook.diagrams.scene import LEADING, SIZE, SMALL, Mark, Region, Rule, Scene, Shape, Words
from mopsbook.diagrams.svg import write_svg
from mopsbook.words import count

WIDE = 720.0
# More than this is a calendar and no picture; what comes later stands beside it and in the table.
MOST = 40
_MARGIN = 6.0
_DOT = 9.0
# The widest a label may be beside its dot, and the room from row to row.
_LABEL = 150.0
_GAP = 5.0
# The head of the picture: the word for today, the names of the months, the axis below them.
_TODAY, _TICKS, _AXIS = 13.0, 29.0, 38.0
_DATE = 74.0


class Event(Struct, frozen=True):
    """Something on a day. `kind` is what sort of thing it is, for the legend; "" for none. `href` begins with ROOT."""

    when: date
    label: str
    kind: str = ""
    href: str = ""


def draw_time_line(
    id: str, title: str, events: Sequence[Event], *, today: date | None = None, thing: str = "event", hue: int = 255,
    calendar: Calendar = DATES,
) -> Picture | None:  # fmt: skip
    """Return the events by date, with the day itself if `today` lies among them; None for no events.

    `calendar` says how days are called: by their dates, or counted as working days.
    """
    if not events:
        return None
    ordered = sorted(events, key=lambda event: (event.when, event.label.casefold(), event.kind, event.href))
    shown, rest = ordered[:MOST], ordered[MOST:]
    kinds = {
        kind: f"part-{n % 8}" for n, kind in enumerate(dict.fromkeys(event.kind for event in ordered if event.kind))
    }
    alt = (
        f"{title}: {count(len(ordered), thing)} from {calendar.say(ordered[0].when)} to {calendar.say(ordered[-1].when)}."
        + (f" The last {len(rest)} are beside the picture and in the table only." if rest else "")
    )
    among = today if today and shown[0].when <= today <= shown[-1].when else None
    wide, narrow = _along(shown, kinds, among, calendar), _down(shown, kinds, among, calendar)
    heads = ("Day", "What", *(("Kind",) if kinds else ()))
    rows = tuple(
        ((calendar.say(event.when), ""), (event.label, event.href), *(((event.kind, ""),) if kinds else ()))
        for event in ordered
    )
    return Picture(
        id, title, write_svg(wide, f"{id}-wide", title, alt, hue), write_svg(narrow, f"{id}-narrow", title, alt, hue),
        alt, heads, rows, tuple((f"mb-key mb-key--part {name}", kind) for kind, name in kinds.items()),
        tuple((event.label, event.href, "") for event in rest),
    )  # fmt: skip


def _along(events: Sequence[Event], kinds: Mapping[str, str], today: date | None, calendar: Calendar) -> Scene:
    """Return time from left to right, each event on a row of its own length below it.

    The latest gets the first row that has room: so the way down from the axis to an event passes at the left of all words
    above it, and strikes none out.
    """
    labels = [wrap(event.label, _LABEL, SMALL, 2) for event in events]
    widths = [max(measure(line, SMALL) for line in lines) for lines in labels]
    right = WIDE - _MARGIN - _DOT - max(_DATE, *widths)
    days = max((events[-1].when - events[0].when).days, 1)

    def at(day: date) -> float:
        return _MARGIN + _DOT + (day - events[0].when).days / days * (right - _MARGIN - _DOT)

    rows: list[list[int]] = []
    row_of: dict[int, int] = {}
    for index in reversed(range(len(events))):
        end = at(events[index].when) + _DOT + widths[index] + 12
        below = [row_of[later] for later in row_of if at(events[later].when) - _DOT / 2 < end]
        row = max(below, default=-1) + 1
        rows += [[]] if row == len(rows) else []
        rows[row].append(index)
        row_of[index] = row
    tops = [_AXIS + 12.0]
    for row_ in rows:
        tops.append(tops[-1] + max(len(labels[index]) for index in row_) * SMALL * LEADING + _GAP)
    marks, rules = [], [Rule((_MARGIN, _AXIS), (WIDE - _MARGIN, _AXIS), ("is-axis",))]
    for index, event in enumerate(events):
        x, y = at(event.when), tops[row_of[index]]
        rules.append(Rule((x, _AXIS), (x, y), ("is-stem",)))
        said = Words(x + _DOT, y + SMALL * 0.35, labels[index], ("is-caption",))
        marks.append(_mark(index, event, kinds, (x, y), (said,), calendar))
    words: list[Words] = []
    past: list[Region] = []
    for day, name in _ticks(events[0].when, events[-1].when, int((right - _MARGIN) / _DATE), calendar):
        words.append(Words(at(day), _TICKS, (name,)))
        rules.append(Rule((at(day), _TICKS + 4), (at(day), _AXIS), ("is-axis",)))
    if today:
        words.append(Words(at(today) + 4, _TODAY - 3, ("today",), ("is-today",)))
        rules.append(Rule((at(today), 2), (at(today), _AXIS), ("is-today",)))
        # Beyond the axis a line would strike words out; what is past has a ground of its own.
        past.append(Region(0, _AXIS, at(today), tops[-1] - _AXIS, classes=("is-past",)))
    return Scene(WIDE, tops[-1], tuple(past), words=tuple(words), rules=tuple(rules), marks=tuple(marks))


def _ticks(first: date, last: date, most: int, calendar: Calendar) -> Ticks:
    ticks = calendar.ticks(first, last, most)
    # Less than two months have no ticks of their own that would say where one is.
    return ticks if len(ticks) > 1 else [(day, calendar.say(day)) for day in dict.fromkeys((first, last))]


def _down(events: Sequence[Event], kinds: Mapping[str, str], today: date | None, calendar: Calendar) -> Scene:
    """Return time from top to bottom, one event below the other, as far apart as their words need."""
    x = _MARGIN + _DATE + _DOT
    marks: list[Mark] = []
    words: list[Words] = []
    rules: list[Rule] = []
    y = _MARGIN
    for index, event in enumerate(events):
        if today and event.when >= today and not words:
            rules.append(Rule((_MARGIN, y + SMALL * 0.4), (NARROW - _MARGIN, y + SMALL * 0.4), ("is-today",)))
            words.append(Words(_MARGIN, y + SMALL * 0.75, ("today",), ("is-today",)))
            y += SMALL * LEADING + _GAP
        lines = wrap(event.label, NARROW - _MARGIN - x - _DOT, SIZE, 2)
        said = (
            Words(_MARGIN, y + SIZE * 0.97, (calendar.say(event.when),)),
            Words(x + _DOT, y + SIZE * 0.97, lines, ("is-caption",), size=SIZE),
        )
        marks.append(_mark(index, event, kinds, (x, y + SIZE * 0.65), said, calendar))
        y += len(lines) * SIZE * LEADING + _GAP
    rules.append(Rule((x, _MARGIN), (x, y - _GAP), ("is-axis",)))
    return Scene(NARROW, y - _GAP + _MARGIN, words=tuple(words), rules=tuple(rules), marks=tuple(marks))


def _mark(
    number: int, event: Event, kinds: Mapping[str, str], at: tuple[float, float], words: tuple[Words, ...],
    calendar: Calendar,
) -> Mark:  # fmt: skip
    dot = Shape(at[0] - _DOT / 2, at[1] - _DOT / 2, _DOT, _DOT, _DOT / 2, (kinds.get(event.kind, ""),))
    title = f"{calendar.say(event.when)}: {event.label}" + (f" ({event.kind})" if event.kind else "")
    return Mark(f"event-{number}", (dot,), words, title, event.href)
