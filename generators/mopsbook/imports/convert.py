"""Cells to values of a field: dates, numbers, yes and no, text. What would have to be guessed is refused."""

import re
from collections.abc import Sequence
from typing import Any

from mopsbook.imports.dates import read_date, read_iso
from mopsbook.imports.mend import Mend
from mopsbook.imports.normalise import as_text
from mopsbook.kinds.field import Field
from mopsbook.reading.scalars import resolve
from mopsbook.words import listed

_YES = frozenset(("true", "yes", "y", "1", "x", "on", "✓", "oui", "ja", "si", "sí", "tak"))
_NO = frozenset(("false", "no", "n", "0", "off", "non", "nein", "nie"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]|_x000[dD]_")
# A sign as people type it; in front of a number it is one, between two it makes a range.
_DASH = re.compile(r"^([^\d]*?)[−–‒]\s?(?=[\d.,])")
_BRACKETS = re.compile(r"\([^\d()]*[\d.,' ]+[^\d()]*\)|[^\d]*\d[\d.,' ]*-")
_TIMES = re.compile(r"\d\s?(k|m|mm|mio|mln|mn|bn|mrd|tsd|t|thousand|million|billion)\b", re.IGNORECASE)
_EACH = re.compile(
    r"(?:/|\b(?:per|pro|je|each|a)\s)\s?(m|mo|mth|month|monat|q|quarter|quartal|user|seat|nutzer)\b", re.IGNORECASE
)
# A number with what stands around it. Of `.25` the point is a part of it.
_AROUND = re.compile(r"^[^\d+-]*?([+-]?\s?[.,]?\d.*?)[^\d]*$", re.DOTALL)
_FIGURES = re.compile(r"-?[\d.,' ’]*\d")
_GROUPED = re.compile(r"-?\d{1,3}(?P<group>[,. '’])\d{3}(?:(?P=group)\d{3})*(?:(?P<decimal>[.,])\d+)?")


class Unfit(Exception):
    """A value that a field cannot hold: what is wrong, and the way out in words, or as a line of the map."""

    def __init__(self, message: str, hint: str = "", mend: Mend | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.mend = mend


def tidy(text: str, lines: bool) -> str:
    """Return a text without what nobody can see; `lines` says whether it may have several."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    text = text.replace("\u0085", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if lines:
        text = "\n".join(line.rstrip() for line in text.split("\n"))
        # A text that begins with blanks cannot be written as it looks; what is left of them means nothing.
        return re.sub(r"\n{3,}", "\n\n", text).strip()
    return " ".join(part.strip() for part in text.split("\n") if part.strip()).strip()


def convert(value: Any, field: Field, dates: Sequence[str] = (), decimal: str = "") -> Any:
    """Return the value as the field wants it, or raise Unfit."""
    types = [name for name in field.types if name != "array"]
    if isinstance(value, (list, dict)):
        raise Unfit(
            "it is a group of values, and the field wants one",
            "Name what is in it, as in `column.inner`, or use `each`.",
        )
    if field.format == "date":
        return _to_date(value, dates)
    if isinstance(value, bool) and "boolean" in types:
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and {"integer", "number"} & set(types):
        return _to_number(str(value), types, ".")
    # The items of a list have no type of their own here; what they hold is text.
    if "string" in types or (not types and (field.many or isinstance(value, str))):
        return tidy(as_text(value), field.prose == "block")
    if "boolean" in types:
        return _to_boolean(as_text(value))
    if "integer" in types or "number" in types:
        return _to_number(as_text(value), types, decimal)
    inner = field.children[0].path if field.children else ("contract", "renewal_date")
    raise Unfit("the field is a group of fields", f"Name the inner one, as in `{'.'.join(inner)}`.")


def _to_boolean(text: str) -> bool:
    word = text.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Unfit("it is neither yes nor no", mend=Mend("values", ("true", "false")))


def _to_number(text: str, types: Sequence[str], decimal: str) -> int | float:
    text = _DASH.sub(r"\1-", text.strip().replace("\u202f", " "))
    _refuse_more_than_a_number(text)
    bare = _AROUND.sub(r"\1", text).lstrip("+").strip()
    grouped = _GROUPED.fullmatch(bare)
    if decimal:
        bare = re.sub(r"[,. '’]", lambda sign: "." if sign.group() == decimal else "", bare)
    elif grouped and grouped["group"] == "." and not grouped["decimal"]:
        raise Unfit("the dot may stand for thousands or for decimals", mend=Mend("decimal"))
    elif grouped and (grouped["group"] != "." or grouped["decimal"] == ","):
        # 1,234.50 and 1.234,50 can be read in one way only, and 1,234 is taken for a thousand.
        bare = re.sub(r"[,. '’]", lambda sign: "." if sign.group() == grouped["decimal"] else "", bare)
    elif "," in bare and _FIGURES.fullmatch(bare):
        raise Unfit("the comma may stand for thousands or for decimals", mend=Mend("decimal"))
    try:
        number = float(bare)
    except ValueError:
        raise Unfit("it is no number", "Cut the number out with `find`, or say what it is.", Mend("values")) from None
    if number == int(number) and ("integer" in types or "." not in bare):
        result: int | float = int(number)
    elif "number" in types:
        result = number
    else:
        raise Unfit("it is no whole number", mend=Mend("values"))
    if resolve(repr(result)) != result:
        raise Unfit("the number is too long to be written exactly", "Map it to a field that holds text.")
    return result


def _refuse_more_than_a_number(text: str) -> None:
    """Raise Unfit for a number that its signs and words make another one: 97k, (500), 12 per month."""
    if _BRACKETS.fullmatch(text):
        raise Unfit("it may be less than nothing: that is how accounts write -500", mend=Mend("values"))
    times = _TIMES.search(text)
    if times:
        raise Unfit(f"`{times[1]}` may stand for thousands or millions", mend=Mend("values"))
    each = _EACH.search(text)
    if each:
        raise Unfit(
            f"it is so much for each {each[1]}",
            "Say how much it is in all, or cut the number out with `find`.",
            Mend("values"),
        )


def _to_date(value: Any, forms: Sequence[str]) -> str:
    text = as_text(value).strip()
    for form in forms:
        found = read_date(text, form)
        if found:
            return found.isoformat()
    try:
        day = read_iso(text)
    except ValueError:
        raise Unfit("there is no such day", "Mend it in the source.") from None
    if day:
        return day.isoformat()
    raise Unfit(f"it is not written as {listed(list(forms) or ['2026-03-31'])}", mend=Mend("date"))
