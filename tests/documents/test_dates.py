"""Lengths of time count as people and contracts count them: by the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsbook.documents.dates import earlier, later, length

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "duration", "then"),
    [
        ("2026-07-01", "3m", "2026-10-01"),
        ("2026-08-31", "6m", "2027-02-28"),
        ("2027-11-30", "3m", "2028-02-29"),
        ("2024-02-29", "1y", "2025-02-28"),
        ("2026-12-31", "2m", "2027-02-28"),
        ("2026-01-01", "90d", "2026-04-01"),
        ("2026-01-01", "12w", "2026-03-26"),
        ("2026-01-01", "0m", "2026-01-01"),
        ("9999-06-01", "1y", "9999-12-31"),
        ("2026-01-01", "999999999999999999999d", "9999-12-31"),
        ("2026-01-01", "99999y", "9999-12-31"),
    ],
)
def test_some_time_later_is_the_day_that_the_calendar_has(day: str, duration: str, then: str) -> None:
    assert later(date.fromisoformat(day), duration) == date.fromisoformat(then)


@pytest.mark.parametrize(
    ("day", "duration", "then"),
    [
        ("2026-12-31", "3m", "2026-09-30"),
        ("2026-03-31", "1m", "2026-02-28"),
        ("2027-01-01", "1y", "2026-01-01"),
        ("2026-03-01", "30d", "2026-01-30"),
        ("2026-03-01", "9999y", "0001-01-01"),
    ],
)
def test_some_time_earlier_is_the_last_day_that_is_not_too_late(day: str, duration: str, then: str) -> None:
    """Three months before the end of December is the end of September: who gives notice on the first of October is late."""
    assert earlier(date.fromisoformat(day), duration) == date.fromisoformat(then)


@given(DAYS, st.integers(0, 400), st.sampled_from("dwmy"))
def test_later_and_earlier_go_the_same_way(day: date, number: int, unit: str) -> None:
    """There and back is the same day, or one a few days before where a month was too short; more time is never less."""
    duration = f"{number}{unit}"
    assert timedelta(0) <= day - earlier(later(day, duration), duration) <= timedelta(days=3)
    assert later(day, duration) <= later(day, f"{number + 1}{unit}")
    assert later(day, duration).day == day.day or unit in "dw" or later(later(day, duration), "1d").day == 1


def test_lengths_can_be_held_against_each_other() -> None:
    assert length("4w") < length("1m") < length("31d") < length("2m") < length("11m") < length("1y")
    assert length("12m") == length("1y") and length("7d") == length("1w")
