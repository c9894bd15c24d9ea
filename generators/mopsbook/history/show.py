"""Say a value in few words: labels for allowed values, yes and no, and of long texts only where they differ."""

import re
from collections.abc import Mapping
from typing import Any

from mopsbook.kinds.kind import Field

MOST = 80
_SPACE = re.compile(r"\s+")


def show(value: Any, field: Field | None) -> str:
    """Return the whole value as text on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, Mapping):
        parts = ((field.child(str(name)) if field else None, name, item) for name, item in value.items())
        return ", ".join(f"{own.label if own else name} {show(item, own)}" for own, name, item in parts)
    if isinstance(value, list):
        return ", ".join(show(item, field) for item in value)
    text = field.value_label(value) if field and value in field.values else str(value)
    return _SPACE.sub(" ", text).strip()


def shorten(text: str) -> str:
    """Return the beginning of a text that is too long."""
    if len(text) <= MOST:
        return text
    cut = text[: MOST - 1]
    word = cut.rfind(" ")
    return (cut[:word] if word > MOST // 2 else cut).rstrip() + "…"


def shorten_both(old: str, new: str) -> tuple[str, str]:
    """Return both texts shortened to where they differ, with a few words before it."""
    if len(old) <= MOST and len(new) <= MOST:
        return old, new
    same = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        same += 1
    start = 0
    # Of what is equal, about a third of the room is enough to know where one is.
    if same > MOST // 3:
        start = same - MOST // 3
        word = old.find(" ", start, same)
        start = word + 1 if word >= 0 else start
    lead = "…" if start else ""
    return lead + _cut(old, start, len(lead)), lead + _cut(new, start, len(lead))


def _cut(text: str, start: int, used: int) -> str:
    rest = text[start:]
    if len(rest) + used <= MOST:
        return rest
    return rest[: MOST - 1 - used].rstrip() + "…"


def canonical(value: Any) -> str:
    """Return a text that two values share if and only if they say the same: 2 and 2.0 do, 1 and true do not."""
    if isinstance(value, Mapping):
        inner = ",".join(f"{key!r}:{canonical(value[key])}" for key in sorted(value, key=repr))
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, float) and value.is_integer():
        return repr(int(value))
    return repr(value)


def words_only(text: str) -> str:
    """Return a text without regard to how its lines were broken."""
    return _SPACE.sub(" ", text).strip()
