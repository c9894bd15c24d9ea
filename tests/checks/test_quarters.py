"""A quarter ends on a day, or on none that the calendar has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mopsbook.checks.quarters import last_day
from mopsbook.documents.shelf import Shelf


@pytest.mark.parametrize(
    ("quarter", "day"),
    [
        ("2027-Q1", date(2027, 3, 31)),
        ("0001-Q1", date(1, 3, 31)),
        ("0000-Q4", None),
        ("9999-Q4", None),
        ("FY27-Q1", None),
    ],
)
def test_the_last_day_of_a_quarter(book: Callable[..., Shelf], quarter: str, day: date | None) -> None:
    """It is reckoned by the calendar; what lies before its first day or behind its last has none, nor has a year nobody defined."""
    assert last_day(quarter, book({})) == day
