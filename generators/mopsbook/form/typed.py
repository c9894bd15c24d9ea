"""Values as the text of an input, and back: what nobody touched comes back as the very value that it was."""

import re
from datetime import date
from typing import Any

from mopsbook.editing.edit_yaml import GONE
from mopsbook.kinds.field import Field
from mopsbook.reading.scalars import resolve

_BREAK = re.compile(r"\r\n|\r")
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)[.,][0-9]+")


def may_be_typed(value: Any) -> bool:
    """Return whether a value is one that a single input can hold."""
    return isinstance(value, (str, int, float)) or value is None


def is_day(value: Any) -> bool:
    """Return whether a value is a day as the input for days takes it."""
    try:
        return isinstance(value, str) and len(value) == 10 and date.fromisoformat(value).year >= 1000
    except ValueError:
        return False


def shown(value: Any) -> str:
    """Return a value as the text of its input."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return repr(value) if isinstance(value, (int, float)) else ""


def is_untouched(value: Any, text: str) -> bool:
    """Return whether a text that comes back is the one that was shown; a browser has its own line ends."""
    return _as_sent(shown(value)) == _as_sent(text)


def _as_sent(text: str) -> str:
    # A browser has no character for zero, and shows that it has none.
    return _BREAK.sub("\n", text).replace("\0", "\ufffd")


def read_typed(field: Field, sort: str, text: str, before: Any) -> Any:
    """Return the value that was typed, GONE for nothing. What is not of the right type is written as it was typed: a check says so."""
    text = _BREAK.sub("\n", text)
    if sort == "prose":
        body = text.strip("\n").rstrip()
        if not body.strip():
            return GONE
        # How a text ends is a matter of how it is written in the file, and not of what somebody typed.
        return body + (before[len(before.rstrip("\n")) :] if isinstance(before, str) else "")
    text = text.strip()
    if not text:
        return GONE
    if sort == "choice":
        return next((value for value in field.values if str(value) == text), text)
    types = set(field.item_types if field.many and field.item_types else field.types)
    if types == {"boolean"}:
        return {"true": True, "false": False}.get(text, text)
    if types and types <= {"integer", "number"}:
        return _read_number(text)
    if types & {"integer", "number", "boolean"} or (not types and not isinstance(before, str)):
        # Where several types are allowed, text that would be read as a number was put in quotes on purpose.
        if isinstance(before, str) and not isinstance(resolve(before), str):
            return text
        value = resolve(text)
        return value if isinstance(value, (bool, int, float)) else text
    return text


def _read_number(text: str) -> Any:
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    return text
