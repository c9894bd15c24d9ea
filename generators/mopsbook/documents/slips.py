"""How to mend the slips that a schema notices: a wrong type, a key at another level, signs that nobody sees."""

import json
import re
from typing import Any

from mopsbook.documents.suggest import suggest_boolean, suggest_number
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.reading.places import Pointer
from mopsbook.reading.slips import BULLET_HINT, BULLETS
from mopsbook.words import fold, listed

_BULLETS = re.compile(rf"(?:[{BULLETS}] |-[^\s-])")
_FEW_WORDS = 4


def hint_key(key: str, pointer: Pointer, kind: Kind, value: Any) -> str:
    """Return how to mend a key that is known at another level, or is no key at all; "" if neither is so."""
    if isinstance(value, dict) and value.get(key) is None and " " in key:
        return 'A comma within { } begins the next key. Put a text that has one in quotes: "like this, and that".'
    name = fold(key)
    depth = len(pointer)
    if pointer:
        for up in range(depth - 1, -1, -1):
            field = kind.field(pointer[:up]) if up else None
            if up and (field is None or (isinstance(pointer[up - 1], str) and field.many)):
                continue
            outer = field.children if field else kind.fields
            if any(fold(each.name) == name for each in outer):
                where = f"`{field.name}`" if field else f"the {kind.label.lower()} itself"
                return f"It is a field of {where}: indent it less."
    here = kind.field(pointer)
    groups = [each for each in (here.children if here else kind.fields) if not each.many and not each.free]
    homes = [each for each in groups if any(child.name == key for child in each.children)]
    return f"It belongs into `{homes[0].name}`: write it below that key, indented." if len(homes) == 1 else ""


def hint_type(wanted: list[str], field: Field | None, value: Any) -> str:
    """Return how to write a value of the type that is wanted, as far as the wrong one tells; else ""."""
    hint = ""
    if "string" in wanted and isinstance(value, (bool, int, float)):
        hint = f'Put it in quotes: "{json.dumps(value)}".'
    elif "boolean" in wanted and isinstance(value, (str, int)):
        hint = suggest_boolean(value)
    elif {"integer", "number"} & set(wanted) and isinstance(value, (str, float)):
        hint = suggest_number(str(value), "number" not in wanted)
    elif "array" in wanted and not isinstance(value, list):
        hint = _hint_list(field, value)
    elif "string" in wanted and isinstance(value, list):
        # Who lists values where a value list is meant learns that its id is wanted.
        what = " value list, by its id" if field and field.refs == ("value-list",) else ""
        quoted = "Write one text; if it should begin with [, put it in quotes."
        hint = f"Name just one{what}." if field and field.refs else quoted
    elif "string" in wanted and isinstance(value, dict):
        hint = _hint_text(field, value)
    elif "object" in wanted and field and field.many and _is_plain(value):
        hint = f"Write {_as_item(field, value)}; its keys are {_keys(field)}."
    elif "object" in wanted:
        hint = f"Write its keys below it, indented. They are {_keys(field)}." if field and field.children else ""
    return hint


def hint_free(field: Field, value: Any) -> str:
    """Return how to write names for which nothing is said where each is a key of its own; "" if it holds anything else."""
    names = value if isinstance(value, list) else [value]
    if not names or not all(_is_plain(name) and " " not in name for name in names):
        return ""
    what = f"its keys, {_keys(field)}, below it" if field.children else "the reason behind it"
    return (
        f"Write {'each of them' if len(names) > 1 else 'it'} as a key, as in `{names[0]}:`, with {what}. {field.about}"
    )


def _hint_text(field: Field | None, value: dict[str, Any]) -> str:
    """Return how to write a text that became a group of keys: mostly by a colon that was meant as one."""
    key, alone = next(iter(value.items())) if len(value) == 1 else ("", None)
    if _is_plain(alone) and not (field and field.refs) and _is_plain(key) and not re.fullmatch("[a-z_-]+", key):
        return f'A colon and a space make a key of what stands before them. Put the text in quotes: "{key}: {alone}".'
    if _is_plain(alone):
        return f"Write the text alone, without a key: {alone}."
    return "Write one text; if it should begin with {, put it in quotes."


def _hint_list(field: Field | None, value: Any) -> str:
    key = field.part_key if field and field.children else ""
    if isinstance(value, str) and _BULLETS.match(value):
        return BULLET_HINT
    if field and _is_plain(value):
        return f"Write it as a list: [{_as_item(field, value) if key else value}]."
    names = [name.strip() for name in value.split(",")] if isinstance(value, str) and not key else []
    if all(_is_plain(name) and name and len(name.split()) <= _FEW_WORDS for name in names) and names:
        return f"Write it as a list: [{', '.join(names)}]."
    if key and isinstance(value, dict) and any(isinstance(item, dict) for item in value.values()):
        return f"Write each of them as an item of a list, as in `- {key}: {next(iter(value))}`."
    if isinstance(value, str) and value.startswith("- "):
        return "Delete what stands behind the colon, so that the lines below are items."
    return "Begin each item with a hyphen."


def _as_item(field: Field, value: str) -> str:
    """Return a text as the group that it stands for; what can be no id becomes the title of one."""
    if field.part_key == "id" and any(child.name == "title" for child in field.children):
        name = re.sub(r"[^a-z0-9]+", "-", fold(value)).strip("-")
        if name != value:
            return f"{{id: {name}, title: {value}}}"
    return f"{{{field.part_key}: {value}}}"


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) and not set(value) & set(",[]{}#:\n\"'")


def _keys(field: Field) -> str:
    return listed([child.name for child in field.children], most=20, last="and")
