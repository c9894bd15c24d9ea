"""Quarters such as 2027-Q1 and FY27-Q1, and the day on which they end."""

import re
from datetime import date, timedelta

from mopsbook.documents.shelf import Shelf

_QUARTER = re.compile(r"(FY)?([0-9]{2}|[0-9]{4})-Q([1-4])")
_MONTHS = 12


def last_day(quarter: object, shelf: Shelf) -> date | None:
    """Return the last day of a quarter; None if it is none, or if nothing says when it ends.

    Fiscal years (FY) begin in the month that `policy.fiscal_year` of the book names, and are called after the year in which
    they end unless it says otherwise. Where the book does not say, nobody knows. Years of two digits are of this century.
    """
    match = _QUARTER.fullmatch(quarter) if isinstance(quarter, str) else None
    if match is None or (match[1] and shelf.policy("fiscal_year") is None):
        return None
    year = int(match[2]) + (2000 if len(match[2]) == len("27") else 0)
    first = int(shelf.policy("fiscal_year", "starts", default=1)) if match[1] else 1
    if first > 1 and shelf.policy("fiscal_year", "named_after", default="ends") == "ends":
        year -= 1
    # The month after the quarter, counted from January of the year in which the fiscal year begins.
    after = first - 1 + 3 * int(match[3])
    year += after // _MONTHS
    # The day before the first of all days is none.
    if not date.min.year <= year <= date.max.year or (year, after % _MONTHS) == (date.min.year, 0):
        return None
    return date(year, after % _MONTHS + 1, 1) - timedelta(days=1)
