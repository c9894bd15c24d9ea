"""Dates as lists write them: read by the forms that a map names, and the forms found by which a column can be read."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache

_ISO = re.compile(r"(\d{4})[-/.](\d{2})[-/.](\d{2})(?:[T ].*)?")
_TIME = re.compile(r"[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?[Mm]\.?)?$")
_TOKENS = re.compile(r"YYYY|YY|MMMM|MMM|MM|DD|(?<![A-Za-z])[MD](?![A-Za-z])")
_CODES = {"YYYY": "%Y", "YY": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "M": "%m", "DD": "%d", "D": "%d"}

# What spreadsheets and exports write, the likely ones first. Day and month may have one digit or two.
_FORMS = (
    "DD.MM.YYYY", "DD.MM.YY", "DD/MM/YYYY", "MM/DD/YYYY", "DD/MM/YY", "MM/DD/YY", "DD-MM-YYYY", "MM-DD-YYYY", "YYYY/MM/DD",
    "YYYY-MM-DD", "YYYY.MM.DD", "YYYYMMDD", "DD MMMM YYYY", "DD MMM YYYY", "MMMM DD, YYYY", "MMM DD, YYYY", "MMMM DD YYYY",
    "MMM DD YYYY", "DD-MMM-YYYY", "DD-MMM-YY", "DD. MMMM YYYY", "excel", "epoch",
)  # fmt: skip
# Days that Excel counts, from 1990 to 2100; what is less is rather a number of something else.
_EXCEL = range(32_874, 73_416)


def read_iso(text: str) -> date | None:
    """Return the day of 2026-03-31, with a time behind it or not; None for any other text. Raises ValueError for no day."""
    found = _ISO.fullmatch(text)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def read_date(text: str, form: str) -> date | None:
    """Return the day that a text of this form names, or None. A time behind it is passed over."""
    if form == "epoch":
        return _epoch(text)
    if form == "excel":
        # As a spreadsheet counts; its first of January 1900 is day 1, and it takes that year for a leap year.
        whole = text.partition(".")[0]
        return date(1899, 12, 30) + timedelta(int(whole)) if whole.isdigit() and int(whole) in _EXCEL else None
    code = _TOKENS.sub(lambda token: _CODES[token.group()], form.replace("%", "%%"))
    for said in dict.fromkeys((text, _TIME.sub("", text))):
        try:
            return datetime.strptime(said, code).date()
        except ValueError:
            pass
    return None


def find_readable(texts: Sequence[str]) -> list[str]:
    """Return the texts that are dates in one form or another. Somebody has written `rolling` into every such column."""
    return [text for text in texts if any(_reads(text.strip(), form) for form in _FORMS)]


def find_forms(texts: Sequence[str]) -> list[list[str]]:
    """Return the ways to read all these texts: each a list of forms, none if no form reads one of them.

    There are several ways where days and months could be either: 03/04/2026.
    """
    able = {text: [form for form in _FORMS if _reads(text.strip(), form)] for text in texts}
    if not texts or not all(able.values()):
        return []
    alone = [form for form in _FORMS if all(form in forms for forms in able.values())]
    if alone:
        return [[form] for form in alone]
    # No form does for all: the fewest that do, each for as many as it can.
    chosen: list[str] = []
    left = dict(able)
    while left:
        best = max(_FORMS, key=lambda form: sum(form in forms for forms in left.values()))
        chosen.append(best)
        left = {text: forms for text, forms in left.items() if best not in forms}
    return [chosen]


@cache
def _reads(text: str, form: str) -> bool:
    return read_date(text, form) is not None


def _epoch(text: str) -> date | None:
    if not text.isdigit():
        return None
    # Exports count milliseconds; what would be after the year 5000 in seconds is milliseconds.
    seconds = int(text) / (1000 if int(text) > 1e11 else 1)
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
