"""What a plain scalar means: the YAML 1.2 core schema, except that no conversion may change what was typed."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import yaml_rs

_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")

# What the fast parser takes for a number: a superset, since a needless second look costs time and a missed one a value.
_NUMBERLIKE = re.compile(
    r"[-+]?0[xXoObB][0-9a-fA-F_]+|[-+]?[0-9_.]*[0-9][0-9_.]*(?:[eE][-+]?[0-9_]*)?|[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)"
)
_CANDIDATE = re.compile(r"[-+0-9_.](?<![^\s\[{,:][-+0-9_.])[0-9a-zA-Z_.+-]*(?=[\s\]},:]|\Z)")
# What is in each of them that is taken for an integer and would change: it begins with a plus or a nought, or holds a low line.
# Each pattern begins with one letter, for which `re` looks fastest: most texts are full of numbers that would not change.
_SIGNS_OF_CHANGE = tuple(
    re.compile(sign).search
    for sign in (
        r"\+(?<![^\s\[{,:]\+)[0-9_]",
        r"_(?<![^0-9\s\[{,:+_-]_)(?![^0-9\s\]},:_])",
        r"0(?:(?<![^\s\[{,:]0)|(?<=-0)(?<![^\s\[{,:]-0))(?:[0-9xXoObB_]|(?<=-0)(?=[\s\]},:]|\Z))",
    )
)
# An integer of more digits stays text, see `_INTEGER`.
_LONGEST = 10**15


def resolve(typed: str) -> str | int | float | bool | None:
    """The value of a plain scalar."""
    if typed in _CONSTANTS:
        return _CONSTANTS[typed]
    if _INTEGER.fullmatch(typed) and typed != "-0":
        return int(typed)
    if _FLOAT.fullmatch(typed) and repr(float(typed)) == typed:
        return float(typed)
    return typed


def reads_as_text(typed: str) -> bool:
    """Whether a plain key is text; the fast parser decides, so that both looks at a file agree."""
    if typed in _CONSTANTS:
        return False
    return not _NUMBERLIKE.fullmatch(typed) or isinstance(_convert(typed), str)


def _convert(typed: str) -> Any:
    """What the fast parser makes of a plain scalar."""
    # Its stubs know no list of plain values.
    read: Any = yaml_rs.loads(f"[{typed}]", parse_datetime=False)
    return read[0]


def may_change_numbers(text: str, numbers: Collection[int | float]) -> bool:
    """Whether one of these, the numbers in its value, might stand in the text in a form that a conversion would change.

    Such forms are 012, 1_000, 1.10. The same form may stand in prose; then its number is one of these by chance at most.
    """
    plain = all(type(number) is int and -_LONGEST < number < _LONGEST for number in numbers)
    if plain and not any(find(text) for find in _SIGNS_OF_CHANGE):
        return False
    # As text: no number but itself is like it then, and what is no number (.nan) is like itself.
    read = {repr(number) for number in numbers}
    for found in _CANDIDATE.finditer(text):
        typed = found.group()
        if _NUMBERLIKE.fullmatch(typed) and isinstance(resolve(typed), str) and repr(_convert(typed)) in read:
            return True
    return False
