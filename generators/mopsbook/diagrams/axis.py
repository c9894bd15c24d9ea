"""Axes of plots: how numbers and dates are said on all of them, and on which days a time line has ticks."""

from collections.abc import Callable, Sequence
from datetime import date
from math import isfinite

from msgspec import Struct

from mopsbook.words import SHORT_MONTHS, say_short_day

# From tick to tick, in months.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
# The working days of a week, and from tick to tick in weeks.
_WEEK = 5
_WEEKS = (1, 2, 4, 13, 26, 52, 520, 5200, 52000)

Ticks = Sequence[tuple[date, str]]


def say_number(value: float, unit: str = "") -> str:
    """Return a number for readers, to two decimals and with its unit: "54,000.5 EUR". Raises ValueError for what is none."""
    if not isfinite(value):
        raise ValueError(f"{value} cannot be drawn")
    # Adding nothing makes -0 a 0.
    text = f"{round(value, 2) + 0.0:,.2f}".rstrip("0").rstrip(".")
    return f"{text} {unit}" if unit else text


def month_ticks(first: date, last: date, most: int) -> Ticks:
    """Return at most `most` first days of months from `first` to `last`, each with its name: "Jan 2026", "Apr" or "2026".

    The year stands beside the first month and beside each January.
    """
    begin, end = first.year * 12 + first.month - 1 + (first.day > 1), last.year * 12 + last.month - 1
    for step in _STEPS:
        months = range(-(-begin // step) * step, end + 1, step)
        if len(months) <= most:
            break
    ticks = []
    for place, month in enumerate(months[:most]):
        year, number = divmod(month, 12)
        named = SHORT_MONTHS[number] if number and place else f"{SHORT_MONTHS[number]} {year}"
        ticks.append((date(year, number + 1, 1), str(year) if step >= 12 else named))
    return ticks


class Calendar(Struct, frozen=True):
    """How the days of a time line are said, and which of them have ticks: from the first to the last, at most so many."""

    say: Callable[[date], str]
    ticks: Callable[[date, date, int], Ticks]


def _say_working_day(when: date) -> str:
    return f"Day {when.toordinal()}"


def _week_ticks(first: date, last: date, most: int) -> Ticks:
    """Return at most `most` first working days of weeks, each with its name: "Week 3"."""
    begin, end = -(-(first.toordinal() - 1) // _WEEK), (last.toordinal() - 1) // _WEEK
    for step in _WEEKS:
        weeks = range(-(-begin // step) * step, end + 1, step)
        if len(weeks) <= most:
            break
    return [(date.fromordinal(1 + week * _WEEK), f"Week {week + 1}") for week in weeks[:most]]


DATES = Calendar(say_short_day, month_ticks)
# The working days since something began: the first is the day of ordinal 1.
WORKING_DAYS = Calendar(_say_working_day, _week_ticks)
