"""Words as a colleague would put them: near names, lists, counts."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches

MONTHS = "January February March April May June July August September October November December".split()
SHORT_MONTHS = [month[:3] for month in MONTHS]
_SHORT = 8
# What word processors make of straight quotes and of hyphens, and what comes along unseen with a copied word.
_CURLY = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"
_DASHES = {0x2010: "-", 0x2011: "-", 0x2013: "-", 0x2014: "-", 0x2212: "-"}
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LENGTH = re.compile(r"(\d+)([dwmy])")
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, ignoring case, spaces and hyphens; None if none is near."""
    plain: dict[str, str] = {}
    for name in known:
        plain.setdefault(fold(name), name)
    folded = fold(word)
    if folded in plain:
        return plain[folded]
    # Of a short word one slip is a large part; of two long names that share a part, most letters may be equal by nature.
    cutoff = 0.72 if len(folded) <= _SHORT else 0.75
    matches = get_close_matches(folded, list(plain), n=1, cutoff=cutoff)
    if matches:
        return plain[matches[0]]
    # Somebody who shortens a name writes its beginning.
    longer = [name for name in plain if len(folded) > _SHORT and name.startswith(folded[:-1])]
    return plain[longer[0]] if len(longer) == 1 else None


def fold(word: str) -> str:
    """Return the word as it is compared: without case, with one hyphen for spaces, dots and underscores.

    Nor do the quotes of a word processor count, or signs that nobody sees.
    """
    if not word.isascii():
        word = _UNSEEN.sub("", word.translate(_DASHES)).strip(_CURLY)
    return "-".join(word.casefold().replace("_", " ").replace("-", " ").replace(".", " ").split())


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean `x`?" or nothing."""
    near = nearest(word, known)
    return offer(word, near) if near is not None else ""


def offer(word: str, near: str) -> str:
    """Return "did you mean `x`?", and what hardly anybody sees in the word that was written."""
    said = f"did you mean `{near}`?"
    if word.isascii():
        return said
    if word.strip(_CURLY) != word:
        return f"{said} The quotes are those of a word processor: delete them, or type straight ones."
    return f"{said} A sign that nobody sees stands in it: type it anew." if _UNSEEN.search(word) else said


def listed(items: Sequence[str], most: int = 12, last: str = "or") -> str:
    """Join names as in "`a`, `b` or `c`"; past `most` the rest is counted, never silently dropped."""
    ticked = [f"`{item}`" for item in items]
    if len(ticked) > most:
        rest = len(ticked) - most
        return ", ".join(ticked[:most]) + f" and {rest} more"
    if len(ticked) > 1:
        return ", ".join(ticked[:-1]) + f" {last} {ticked[-1]}"
    return "".join(ticked)


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"; "" for none."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def count(number: int, one: str, many: str = "") -> str:
    """Return "1 system", "2 systems"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def count_same(one: Sequence[str], other: Sequence[str]) -> int:
    """Return with how many equal parts two begin: words, or the characters of a text."""
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    return same


def a(noun: str) -> str:
    """Return the noun with its article: a system, an integration."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def amount(number: object, units: str) -> str:
    """Return "1 day", "2 days", of the word for several."""
    return f"{number} {units.removesuffix('s') if number == 1 else units}"


def say_day(day: date) -> str:
    """Return "5 May 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_short_day(day: date) -> str:
    """Return "5 Jan 2026", where there is little room."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def say_length(text: str) -> str:
    """Return "60 days" for 60d, "1 year" for 1y; what is no length of time as it is."""
    length = _LENGTH.fullmatch(text)
    return count(int(length[1]), _UNITS[length[2]]) if length else text
