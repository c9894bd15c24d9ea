"""Cells: a value as a person sees it in a sheet, and the values that a cell may mean when it comes back.

A program that saves a sheet changes more than people do: 2026-12-31 becomes 31.12.2026, true becomes WAHR, line ends and
blanks at the end come and go. So a cell gives readings, and it was edited only if none of them is what stood there.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from mopsbook.imports.convert import Unfit
from mopsbook.imports.dates import read_date, read_iso
from mopsbook.imports.normalise import as_text
from mopsbook.reading.scalars import resolve
from mopsbook.sheets.columns import Column
from mopsbook.sheets.lists import join, split

# What one cell can hold: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
LONGEST = 32_767
# Stands where a value does not fit a cell; left as it is, nothing happens.
ELSEWHERE = "[see the file]"
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_ENDS = re.compile("\r\n?|\u0085|\u2028|\u2029")
_YES = frozenset("true yes y 1 x on ✓ wahr ja j vrai oui verdadero si sí vero waar verdadeiro sim prawda tak".split())
_NO = frozenset("false no n 0 off falsch nein faux non falso onwaar nee não fałsz nie".split())
_FORMS = (
    "DD.MM.YYYY", "DD.MM.YY", "DD/MM/YYYY", "MM/DD/YYYY", "DD/MM/YY", "MM/DD/YY", "DD-MM-YYYY", "YYYY/MM/DD", "YYYY.MM.DD",
    "DD MMMM YYYY", "DD MMM YYYY", "DD-MMM-YYYY", "DD-MMM-YY", "MMMM DD, YYYY", "MMM DD, YYYY", "excel",
)  # fmt: skip
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(?:\d{2}){1,2}")


def as_cell(value: Any, column: Column) -> str | None:
    """Return a value as the text of a cell; None for what no cell can hold."""
    if value is None:
        return ""
    if isinstance(value, list):
        if column.holds != "list" or any(isinstance(item, (list, dict)) or item is None for item in value):
            return None
        text = join([as_text(item) for item in value])
    elif isinstance(value, dict):
        return None
    else:
        text = as_text(value)
        text = join([text]) if column.holds == "list" else text
    text = tidy(text, column)
    return text if len(text) <= LONGEST else None


def tidy(text: str, column: Column) -> str:
    """Return the text without what a sheet cannot hold, and nobody would see."""
    text = _UNSEEN.sub("", _ENDS.sub("\n", text))
    return text if column.keeps_blanks else text.strip()


def compared(text: str, column: Column) -> str:
    """Return a text as it is compared: without the blanks that nobody sees."""
    text = tidy(text, column)
    if not text.isascii():
        # Some programs put the dots of an ä behind it as a sign of their own.
        text = unicodedata.normalize("NFC", text.replace("\u00a0", " "))
    return text if column.keeps_blanks or "\n" not in text else "\n".join(map(str.rstrip, text.split("\n"))).strip()


def is_blank(cell: Any) -> bool:
    """Return whether there is nothing in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def typed(cell: Any) -> str:
    """Return what a cell of any type looks like."""
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell == int(cell) and abs(cell) < 1e15:
        return str(int(cell))
    return as_text(cell)


def find_order(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the forms by which the dates of a sheet are read: 03/04/2026 is in March or April, as 13/04/2026 tells."""
    pairs = [(int(found[1]), int(found[2])) for found in map(_SLASHED.fullmatch, texts) if found]
    day_first, month_first = any(one > 12 for one, _ in pairs), any(two > 12 for _, two in pairs)
    if day_first == month_first:
        return _FORMS
    wrong = "MM/DD" if day_first else "DD/MM"
    return tuple(form for form in _FORMS if not form.startswith(wrong))


def read_cell(cell: Any, column: Column, forms: Sequence[str] = _FORMS) -> list[Any]:
    """Return what a cell that is not blank may mean, the likely one first. Raises Unfit for what means nothing."""
    if column.holds == "list":
        return [[_item(part, column) for part in split(tidy(typed(cell), column))]]
    if column.holds == "date":
        return _dates(cell, forms)
    if column.holds == "number":
        return _numbers(cell, column)
    if column.holds == "boolean":
        return [_boolean(cell)]
    return [_text(cell, column)]


def _text(cell: Any, column: Column) -> Any:
    text = tidy(typed(cell), column)
    known = column.spellings.find(text) if column.spellings else None
    if known is not None:
        return known.value
    if {"number", "integer"} & set(column.field.types) and not isinstance(resolve(text), str):
        return resolve(text)
    if "\n" in text and not column.field.prose and not column.keeps_blanks:
        # A line break that slipped into a name.
        return " ".join(text.split())
    return text


def _item(text: str, column: Column) -> Any:
    known = column.spellings.find(text) if column.spellings else None
    if known is not None:
        return known.value
    types = set(column.field.item_types)
    return resolve(text) if types and "string" not in types else text


def _boolean(cell: Any) -> bool:
    word = typed(cell).strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Unfit(f"`{typed(cell)}` is neither yes nor no", "Write true or false.")


def _dates(cell: Any, forms: Sequence[str]) -> list[Any]:
    text = typed(cell).strip()
    try:
        day = read_iso(text)
    except ValueError:
        raise Unfit(f"there is no day `{text}`", "Write it as in 2026-03-31.") from None
    found = [day] if day else [read_date(text, form) for form in forms]
    days = list(dict.fromkeys(each.isoformat() for each in found if each))
    if not days:
        raise Unfit(f"`{text}` is no day", "Write it as in 2026-03-31.")
    return days


def _numbers(cell: Any, column: Column) -> list[Any]:
    whole = "integer" in column.field.types and "number" not in column.field.types
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return [_shorten(cell)]
    text = typed(cell).strip()
    bare = re.sub("[ '\u00a0\u202f]", "", text)
    found: list[Any] = []
    for decimal, group in pairwise(".,."):
        form = rf"[+-]?(?:\d+|[1-9]\d{{0,2}}(?:[{group}]\d{{3}})+)(?:[{decimal}]\d+)?(?:[eE][+-]?\d+)?"
        if re.fullmatch(form, bare):
            plain = bare.replace(group, "").replace(decimal, ".").removeprefix("+")
            found.append(int(plain) if re.fullmatch(r"-?\d+", plain) else _shorten(float(plain)))
    numbers = list(dict.fromkeys(found))
    if whole and len(numbers) > 1:
        # Of 1.500, one reading is no whole number.
        numbers = [number for number in numbers if isinstance(number, int)]
    if not numbers:
        of_field = column.field.hint if column.field.values or column.field.range else ""
        raise Unfit(f"`{text}` is no number", of_field or "Write it with digits alone, as in 1200.")
    if any(resolve(repr(number)) != number for number in numbers):
        raise Unfit(f"`{text}` is too long to be written exactly", "Shorten it.")
    return numbers


def _shorten(number: float) -> int | float:
    return int(number) if abs(number) < 1e15 and number == int(number) else number
