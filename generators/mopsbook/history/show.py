"""Say a value in few words: labels for allowed values, yes and no, and of long texts only where they differ."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from mopsbook.kinds.field import Field
from mopsbook.words import amount, count_same, say_day, say_length

MOST = 80
# Of a number and its unit one is said as people say it.
_TIME = "{value} {unit}"
# Where two long texts differ, that much of each is told.
_MOST_TOLD = 160
_HEADING = re.compile(r"^ {0,3}#{1,6} +(.*)$", re.MULTILINE)
_TABLE = re.compile(r"^ *\|.*(?:\n *\|.*)+", re.MULTILINE)
_MARK = re.compile(r"^ *[-*+] +", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`\n]+)\1(?!`)")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*\*|__|\*|_)(?=\S)([^*_\n]+)(?<=\S)\1(?![\w*_])")
# Without any of these nothing is marked.
_MARKED = re.compile(r"[|#*+_`-]")


def show(value: Any, field: Field | None) -> str:
    """Return the whole value as text on one line."""
    # Nearly all values are texts, and nothing is asked more often.
    return _show_text(value, field) if type(value) is str else _show_other(value, field)


def _show_other(value: Any, field: Field | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return f"{int(value):,}"
    if isinstance(value, Mapping):
        if field and field.say:
            return say_group(value, field)
        return _show_parts(value, field)
    if isinstance(value, list):
        return ", ".join(show(item, field) for item in value)
    labelled = field is not None and value in field.values
    return f"{value:,}" if isinstance(value, int) and not labelled else _show_text(value, field)


def say_group(value: Mapping[str, Any], field: Field) -> str:
    """Return a group on one line, as `x-say` has it; all of it if a field is missing."""
    names = re.findall(r"\{([^{}]*)\}", field.say)
    if any(value.get(name) is None for name in names):
        return _show_parts(value, field)
    if field.say == _TIME:
        return amount(value["value"], show(value["unit"], field.child("unit")))
    return re.sub(r"\{([^{}]*)\}", lambda match: show(value[match[1]], field.child(match[1])), field.say)


def _show_parts(value: Mapping[str, Any], field: Field | None) -> str:
    parts = ((field.child(str(name)) if field else None, name, item) for name, item in value.items())
    return ", ".join(f"{own.label if own else name} {show(item, own)}" for own, name, item in parts)


def _show_text(value: Any, field: Field | None) -> str:
    text = str(value)
    if field:
        if value in field.values:
            text = field.value_label(value)
        if field.format == "date":
            return _say_date(text)
        if "length of time" in field.form:
            return say_length(text)
        if field.prose:
            text = _plain(text)
    return words_only(text)


def _plain(text: str) -> str:
    """Return what Markdown says without its marks, to stand on one line; a heading would run into the text below it."""
    if not _MARKED.search(text):
        return text
    text = _TABLE.sub("(a table)", _HEADING.sub(lambda found: found[1].rstrip(" #:") + ":", text))
    return _EMPHASIS.sub(r"\2", _CODE.sub(r"\2", _MARK.sub("• ", text)))


def _say_date(text: str) -> str:
    try:
        return say_day(date.fromisoformat(text))
    except ValueError:
        return text


def shorten(text: str, most: int = MOST) -> str:
    """Return the beginning of a text that is too long."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    word = cut.rfind(" ")
    return (cut[:word] if word > most // 2 else cut).rstrip() + "…"


def shorten_both(old: str, new: str) -> tuple[str, str]:
    """Return both texts shortened to where they differ, with a few words before and after."""
    if len(old) <= MOST and len(new) <= MOST:
        return old, new
    start = count_same(old, new)
    end = count_same(old[start:][::-1], new[start:][::-1])
    # Of what is equal, about a third of the room is enough to know where one is.
    before, after = max(0, start - MOST // 3), max(0, end - MOST // 3)
    if before:
        word = old.find(" ", before, start)
        before = word + 1 if word >= 0 else before
    if after:
        word = old.rfind(" ", len(old) - end, len(old) - after)
        after = len(old) - word if word >= 0 else after
    lead, tail = "…" if before else "", " …" if after else ""
    old, new = (lead + _cut(text[before : len(text) - after].strip() + tail) for text in (old, new))
    return old, new


def _cut(text: str) -> str:
    if len(text) <= _MOST_TOLD:
        return text
    cut = text[:_MOST_TOLD]
    return cut[: cut.rfind(" ") if " " in cut else None].rstrip() + " …"


def canonical(value: Any) -> str:
    """Return a text that two values share if and only if they say the same: 2 and 2.0 do, 1 and true do not."""
    if type(value) is str:
        return repr(value)
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
    return " ".join(text.split())


def in_words(name: str | None) -> str:
    """Return the name of a field as one says it, where no schema has a label for it."""
    return (name or "").replace("_", " ").replace("-", " ").capitalize()
