"""Days: when people work on a book, and how many days at a time they leave it alone."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

# Little is changed in the holidays and around Christmas; much in the scoring windows.
_BUSY = {2: 1.4, 3: 1.2, 5: 1.2, 7: 0.7, 8: 0.4, 11: 1.4, 12: 0.6}


def first_day(last: date, months: int) -> date:
    """Return the day so many months before another."""
    number = last.year * 12 + last.month - 1 - months
    return date(number // 12, number % 12 + 1, min(last.day, 28))


def work_days(first: date, last: date) -> list[date]:
    """Return the days from Monday to Friday, Christmas and New Year left out."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [
        day
        for day in days
        if day.weekday() < 5 and not (day.month == 12 and day.day > 22) and (day.month, day.day) != (1, 1)
    ]


def debt_days(days: Sequence[date]) -> list[date]:
    """Return the first Thursday of each month, on which what is due is read again."""
    return [day for day in days if day.weekday() == 3 and day.day <= 7]


def draw_days(days: Sequence[date], number: int, rng: Random) -> list[date]:
    """Return days for so much work, more of it as time goes by and in busy months, one day as often as it comes."""
    weights = [_BUSY.get(day.month, 1.0) * (0.6 + 0.8 * at / len(days)) for at, day in enumerate(days)]
    return rng.choices(days, weights, k=number)
