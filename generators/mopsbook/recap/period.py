"""Period: the days that a recap looks back on, by the names that people give them: 2026, 2026-Q3, 2026-07, FY27, FY27-Q1."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.words import SHORT_MONTHS, say_short_day

_NAME = re.compile(r"(FY)?(\d{4}|\d{2})(?:-Q([1-4])|-(\d{2}))?", re.IGNORECASE | re.ASCII)


class Period(Struct, frozen=True):
    """The days from `first` to `last`, both included. `name` is what people call them, "" if they have no name."""

    first: date
    last: date
    name: str = ""

    @property
    def words(self) -> str:
        """How a sentence about it begins: "In 2026", "From 1 Feb 2026 to 30 Apr 2026"."""
        return f"In {self.name}" if self.name else f"From {say_short_day(self.first)} to {say_short_day(self.last)}"

    @property
    def title(self) -> str:
        """What it is called in a heading."""
        return self.name or f"{say_short_day(self.first)} to {say_short_day(self.last)}"

    @property
    def months(self) -> tuple["Period", ...]:
        """Its months; the first and the last may be parts of one."""
        return tuple(self._months())

    def _months(self) -> Iterator["Period"]:
        begin = self.first
        while begin <= self.last:
            end = min(_end_of_month(begin), self.last)
            yield Period(begin, end, f"{SHORT_MONTHS[begin.month - 1]} {begin.year}")
            if end == date.max:
                return
            begin = end + timedelta(days=1)


def year_of(number: int) -> Period:
    """Return a year of the calendar."""
    return Period(date(number, 1, 1), date(number, 12, 31), str(number))


def between(first: date, last: date) -> Period:
    """Return the days between two, which are a year if they are all of it. Raises SetupError if there are none."""
    if last < first:
        raise SetupError(
            f"{first} comes after {last}", "Name the first day first: `--from 2026-02-01 --to 2026-04-30`."
        )
    year = year_of(first.year)
    return year if (first, last) == (year.first, year.last) else Period(first, last)


def find_period(name: str, shelf: Shelf) -> Period:
    """Return what a name means: a year, a quarter, a month; of the calendar, or with FY of the fiscal year of book.yaml.

    Years of two digits are of this century. Raises SetupError for what is no period.
    """
    match = _NAME.fullmatch(name)
    if match is None or (not match[1] and len(match[2]) == 2) or (match[1] and match[4]):
        raise SetupError(f"`{name}` is no period", "Write 2026, 2026-Q3, 2026-07, FY27 or FY27-Q1.")
    year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
    month = int(match[4] or 1)
    if match[1]:
        if shelf.policy("fiscal_year") is None:
            raise SetupError(f"nobody knows when {name} begins", "Say `policy.fiscal_year.starts` in book.yaml.")
        month = int(shelf.policy("fiscal_year", "starts", default=1))
        year -= month > 1 and shelf.policy("fiscal_year", "named_after", default="ends") == "ends"
    length = 3 if match[3] else 1 if match[4] else 12
    begin = year * 12 + month - 1 + 3 * (int(match[3] or 1) - 1)
    end = begin + length - 1
    if not (1 <= month <= 12 and date.min.year <= begin // 12 and end // 12 < date.max.year):
        raise SetupError(f"there is no {name}", "Write 2026, 2026-Q3, 2026-07, FY27 or FY27-Q1.")
    last = _end_of_month(date(end // 12, end % 12 + 1, 1))
    return Period(date(begin // 12, begin % 12 + 1, 1), last, name.upper())


def _end_of_month(day: date) -> date:
    number = day.year * 12 + day.month
    return date.max if number // 12 > date.max.year else date(number // 12, number % 12 + 1, 1) - timedelta(days=1)
