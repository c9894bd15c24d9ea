"""What a plain scalar means: the YAML 1.2 core schema, except that no conversion may change what was typed."""

from __future__ import annotations

import re
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
    if not _NUMBERLIKE.fullmatch(typed):
        return True
    # Its stubs know no list of plain values.
    read: Any = yaml_rs.loads(f"[{typed}]", parse_datetime=False)
    return isinstance(read[0], str)


def may_change_numbers(text: str) -> bool:
    """Whether a number might stand in the text in a form that a conversion would change (012, 1_000, 1.10)."""
    for found in _CANDIDATE.finditer(text):
        typed = found.group()
        if _NUMBERLIKE.fullmatch(typed) and isinstance(resolve(typed), str):
            return True
    return False
