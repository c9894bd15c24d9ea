"""Dates and lengths of time as documents write them: `2026-03-31`, `30d`, `12w`, `6m`, `1y`. What today is, `today.py` says."""

import calendar
from datetime import date, timedelta
from functools import lru_cache

_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}
# Of a length of time alone nobody knows how long its months are.
_MEAN_MONTH = 365 / 12
# Python refuses to make a number of thousands of digits.
_LONGEST = 20


def parse_date(value: object) -> date | None:
    """Return the date that a checked field holds, or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


@lru_cache(maxsize=256)
def length(duration: str) -> timedelta:
    """Return about how long a duration such as 30d, 12w, 6m or 1y is, to be held against another one; 12m is 1y.

    When that time is over, `later` tells.
    """
    number, unit = _parse(duration)
    days = number * (_DAYS[unit] if unit in _DAYS else _MONTHS[unit] * _MEAN_MONTH)
    return timedelta(days=min(days, timedelta.max.days))


def later(day: date, duration: str) -> date:
    """Return the day that is so much later, as people and contracts count: 1m after 30 January is the last of February.

    Past the end of the calendar it is the last day: `9999-12-31` and `999y` are how people write "never".
    """
    number, unit = _parse(duration)
    return _move(day, number, unit)


def earlier(day: date, duration: str) -> date:
    """Return the day that is so much earlier, or the first one that the calendar has."""
    number, unit = _parse(duration)
    return _move(day, -number, unit)


def _parse(duration: str) -> tuple[int, str]:
    return int(duration[:-1]) if len(duration) < _LONGEST else 10**_LONGEST, duration[-1]


def _move(day: date, number: int, unit: str) -> date:
    if unit in _DAYS:
        ordinal = min(max(day.toordinal() + number * _DAYS[unit], date.min.toordinal()), date.max.toordinal())
        return date.fromordinal(ordinal)
    year, month = divmod(day.year * 12 + day.month - 1 + number * _MONTHS[unit], 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if number < 0 else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
