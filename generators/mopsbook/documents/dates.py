"""Dates and lengths of time as documents write them: `2026-03-31`, `30d`, `12w`, `6m`, `1y`. What today is, `today.py` says."""

from datetime import date, timedelta
from functools import lru_cache

_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
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
    """Return a duration such as 30d, 12w, 6m or 1y; a month counts 30 days, a year 365."""
    days = int(duration[:-1]) * _DAYS[duration[-1]] if len(duration) < _LONGEST else timedelta.max.days
    return timedelta(days=min(days, timedelta.max.days))


def later(day: date, span: timedelta) -> date:
    """Return the day that is so much later, or the last one that the calendar has."""
    # `9999-12-31` and `999y` are how people write "never".
    return day + span if span <= date.max - day else date.max
