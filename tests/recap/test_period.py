"""Periods are named as people name them."""

from datetime import date
from pathlib import Path

import pytest

from mopsbook.documents.load import Gathering
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.kinds.load import load_kinds
from mopsbook.recap.period import Period, between, find_period


def shelf(policy: str = "") -> Shelf:
    gathering = Gathering(load_kinds(), "knowledge", is_root=False)
    gathering.read(str(Path("knowledge/book.yaml")), f"kind: book\ntitle: B\n{policy}".encode())
    return gathering.to_shelf()


FISCAL = shelf("policy: {fiscal_year: {starts: 2, named_after: ends}}")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("FY27", date(2026, 2, 1), date(2027, 1, 31)),
        ("fy2027-q4", date(2026, 11, 1), date(2027, 1, 31)),
    ],
)
def test_a_name_means_the_days_that_people_mean(name: str, first: date, last: date) -> None:
    period = find_period(name, FISCAL)
    assert (period.first, period.last, period.title) == (first, last, name.upper())


@pytest.mark.parametrize("name", ["", "26", "last year", "2026-13", "2026-00", "2026-Q5", "FY27-03", "9999", "0000"])
def test_what_is_no_period_is_refused_with_what_one_is(name: str) -> None:
    with pytest.raises(SetupError) as error:
        find_period(name, FISCAL)
    assert "2026-Q3" in error.value.hint


def test_a_fiscal_year_is_refused_where_nobody_says_when_it_begins() -> None:
    with pytest.raises(SetupError, match="nobody knows when FY27 begins"):
        find_period("FY27", shelf())


def test_months_cover_the_days_of_a_period_each_once() -> None:
    months = between(date(2025, 11, 15), date(2026, 2, 10)).months
    assert [(month.first, month.last) for month in months] == [
        (date(2025, 11, 15), date(2025, 11, 30)), (date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 10)),
    ]  # fmt: skip
    assert Period(date(9999, 12, 1), date.max).months[-1].last == date.max


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(SetupError, match="comes after"):
        between(date(2026, 2, 1), date(2026, 1, 1))
