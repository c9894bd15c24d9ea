"""Say a change in a sentence: plain text for feeds, terminals and messages."""

import re
from itertools import groupby

from mopsbook.history.change import Change, FieldChange

# Past this many fields a sentence says how many more there are.
_MOST = 4
_MOST_VALUES = 3
_SHORT = re.compile(r"[\d.,:%-]+")
_NAME = re.compile(r"[\w.#@/+-]+")


def describe(change: Change, label: str = "") -> str:
    """Return the change as a sentence. `label` is what its kind is called; without it the name of the kind must do."""
    noun = label[:1].lower() + label[1:] if label else change.kind.replace("-", " ")
    if change.what == "added":
        return f"Added the {noun} {change.title}"
    if change.what == "removed":
        return f"Removed the {noun} {change.title}"
    if change.only_reviewed:
        day = next(field.new for field in change.fields if field.path == "last_reviewed")
        return f"{change.title}: reviewed on {day}" if day else f"{change.title}: no longer marked as reviewed"
    clauses = [
        _say(list(fields)) for _, fields in groupby(change.fields, lambda field: (field.path, field.label, field.what))
    ]  # fmt: skip
    if len(clauses) > _MOST:
        rest = len(clauses) - _MOST + 1
        clauses = [*clauses[: _MOST - 1], f"{rest} more changes"]
    said = ", ".join(clauses)
    if change.what == "renamed":
        return f"Renamed the {noun} `{change.old_id}` to `{change.id}` ({change.title})" + (f": {said}" if said else "")
    return f"{change.title}: {said}"


def _say(fields: list[FieldChange]) -> str:
    """Return one clause for what happened to one field; several items of one list are said together."""
    first = fields[0]
    label = _lower(first.label)
    if first.what in ("added", "removed"):
        values = [_quote(field.new or field.old) for field in fields]
        if len(values) > _MOST_VALUES:
            values = [*values[: _MOST_VALUES - 1], f"{len(values) - _MOST_VALUES + 1} more"]
        *most, last = values
        listed = f"{', '.join(most)} and {last}" if most else last
        # A part is named by its label already: "stage Recycled added".
        named = first.label.endswith(first.new or first.old)
        return f"{label} {first.what}" if named else f"{label} {first.what}: {listed}"
    if first.what == "moved":
        return f"{label} moved" if "after" in (first.new[:5], first.old[:5]) else f"{label} in another order"
    return "; ".join(_change(label, field) for field in fields)


def _change(label: str, field: FieldChange) -> str:
    if _SHORT.fullmatch(field.old) and _SHORT.fullmatch(field.new):
        return f"{label} {field.old} → {field.new}"
    if len(field.old) + len(field.new) > 100:
        return f"{label} reworded"
    return f"{label} changed from {_quote(field.old)} to {_quote(field.new)}"


def _quote(text: str) -> str:
    if _SHORT.fullmatch(text) or text in ("yes", "no"):
        return text
    return f"`{text}`" if _NAME.fullmatch(text) else f"“{text}”"


def _lower(label: str) -> str:
    first, rest = label[:1], label[1:]
    word = label.partition(" ")[0]
    return label if word[1:] != word[1:].lower() else first.lower() + rest
