"""Spellings of one value: case, spaces and punctuation do not matter, and a slip of the pen is recognised and noted."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

_DIGITS = re.compile(r"\d+")
# A number with its sign, with what it is more or less than, and with what groups its digits.
_NUMBER = re.compile(r"(?:(?<![^\s(])[-−–]|[<>≤≥]=?\s?)?(?:\d{1,3}(?:[,'’]\d{3})+(?!\d)|\d+)")
_SIGNS = str.maketrans({"−": "-", "–": "-", "≤": "<", "≥": ">", "=": None, " ": None, ",": None, "'": None, "’": None})


def plain(value: object) -> str:
    """Return the letters and digits of a value in lower case: what an import knows records by, so it must never change."""
    text = as_text(value)
    kept = "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
    # Signs alone are all there is of some values: "+", "<".
    return kept or text.strip().casefold()


def spelling(value: object) -> str:
    """Return what all spellings of a value share: its plain form, and its numbers. 1.5 is not 15, and -1 is not 1."""
    form = plain(value)
    if not _DIGITS.search(form):
        return form
    return "|".join([form, *(number.translate(_SIGNS) for number in _NUMBER.findall(as_text(value)))])


def as_text(value: object) -> str:
    """Return a plain value as it would be written in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


class Match(Struct, frozen=True):
    """What a spelling stands for. `how` is exact, spelling (case, spaces, punctuation) or near (a slip of the pen)."""

    value: Any
    how: str
    known: str


class Table(Struct, frozen=True, dict=True):
    """Spellings and what each stands for."""

    exact: Mapping[str, Any]

    @cached_property
    def _spelled(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for known in self.exact:
            found.setdefault(spelling(known), []).append(known)
        return found

    @staticmethod
    def of(values: Iterable[Any]) -> "Table":
        """Return the table in which every value stands for itself."""
        return Table({as_text(value): value for value in values})

    def find(self, typed: object, near: bool = False) -> Match | None:
        """Return what is meant by a spelling, or None. A form that two entries share decides nothing."""
        text = as_text(typed).strip()
        if text in self.exact:
            return Match(self.exact[text], "exact", text)
        folded = spelling(text)
        spellings = self._spelled.get(folded, ())
        if spellings and all(self.exact[known] == self.exact[spellings[0]] for known in spellings):
            return Match(self.exact[spellings[0]], "spelling", spellings[0])
        if not near or spellings:
            return None
        slips = [known for form, spelled in self._spelled.items() if _is_slip(folded, form) for known in spelled]
        if slips and all(self.exact[known] == self.exact[slips[0]] for known in slips):
            return Match(self.exact[slips[0]], "near", slips[0])
        return None


@cache
def own_table(values: tuple[Any, ...], labels: tuple[tuple[str, str], ...] = ()) -> Table | None:
    """Return the table of a field that allows certain values only: each of them by its name and by its label."""
    return Table({**{label: value for value, label in labels}, **Table.of(values).exact}) if values else None


def _is_slip(typed: str, known: str) -> bool:
    """Return whether one is the other with a letter wrong, or two in a long word. Both are as `spelling` gives them.

    Numbers must agree (Tier 2 is not Tier 3), and so must the first letter: inactive is not active.
    """
    one, _, numbers = typed.partition("|")
    other, _, others = known.partition("|")
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < 5 else 1 if shorter < 8 else 2
    if not allowed or numbers != others or one[0] != other[0] or abs(len(one) - len(other)) > allowed:
        return False
    return _DIGITS.findall(one) == _DIGITS.findall(other) and _distance(one, other) <= allowed


def _distance(one: str, other: str) -> int:
    """Count the letters to change, add, leave out or swap with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
