"""Hold a document against its schema, in a colleague's words, and keep what is sound of it."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from mopsbook.documents.document import Source, Violation
from mopsbook.kinds.kind import Field, Kind
from mopsbook.reading.places import Pointer
from mopsbook.words import a, did_you_mean, listed, nearest

_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a group of keys",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}


def validate(data: dict[str, Any], kind: Kind, source: Source, base: Pointer) -> tuple[dict[str, Any], tuple[Violation, ...]]:
    """Return the sound part of the data, and what had to be taken out or put right, each with its reason."""
    errors = list(kind.validator.iter_errors(data))
    if not errors:
        return data, ()
    violations: list[Violation] = []
    sound = copy.deepcopy(data)
    seen: set[tuple[Pointer, str]] = set()
    for error in errors:
        pointer = tuple(error.instance_path)
        for violation in _explain(error, pointer, kind, data):
            if (violation.pointer, violation.message) not in seen:
                seen.add((violation.pointer, violation.message))
                violations.append(violation)
        _mend(sound, pointer, error, source, base)
    return sound, tuple(violations)


def _explain(error: Any, pointer: Pointer, kind: Kind, data: Any) -> Iterator[Violation]:
    what = error.kind
    name = what.name
    field = kind.field(pointer)
    value = _at(data, pointer)
    if name in ("additionalProperties", "unevaluatedProperties"):
        for key in what.unexpected:
            known = [child.name for child in (field.children if field else kind.fields)]
            owner = f"`{field.name}`" if field else a(kind.label.lower())
            hint = did_you_mean(key, known) or f"Known are {listed(known, most=40, last='and')}."
            yield Violation((*pointer, key), f"`{key}` is no field of {owner}", hint, on_key=True)
    elif name == "required":
        missing = field.child(what.property) if field else kind.by_name.get(what.property)
        near = nearest(what.property, value) if isinstance(value, dict) else None
        hint = f"did you mean it by `{near}`?" if near else (missing.help if missing else "")
        yield Violation(pointer, f"`{what.property}` is missing", hint, on_key=True)
    elif name in ("enum", "const"):
        options = [str(option) for option in getattr(what, "options", None) or [what.expected_value]]
        near = did_you_mean(str(value), options) if not isinstance(value, (dict, list)) else ""
        allowed = f"allowed are {listed(options, most=40, last='and')}"
        hint = f"{near} {allowed[0].upper()}{allowed[1:]}." if near else f"{allowed[0].upper()}{allowed[1:]}."
        yield Violation(pointer, f"{_show(value)} is no value of {_name(field, pointer)}", hint)
    elif name == "type":
        yield _explain_type(error, pointer, field, value)
    elif name in ("pattern", "format"):
        wanted = _form(kind, field, pointer) or _FORMATS.get(getattr(what, "format", ""), "of another form")
        verb = "must be" if not wanted.startswith("of ") else "is"
        yield Violation(pointer, f"{_name(field, pointer)} {verb} {wanted}, not {_show(value)}", field.help if field else "")
    elif name in ("minLength", "minItems", "minProperties"):
        yield Violation(pointer, f"{_name(field, pointer)} is empty", "Fill it in, or leave the key out.")
    elif name == "uniqueItems":
        twice = next((item for item in value if value.count(item) > 1), None) if isinstance(value, list) else None
        yield Violation(pointer, f"{_name(field, pointer)} names {_show(twice)} twice", "Keep one of them.")
    elif name in ("minimum", "maximum"):
        word = "at least" if name == "minimum" else "at most"
        yield Violation(pointer, f"{_name(field, pointer)} must be {word} {what.limit}, not {_show(value)}")
    elif name == "maxLength":
        yield Violation(pointer, f"{_name(field, pointer)} is {len(value)} characters long; {what.limit} are allowed")
    else:
        yield Violation(pointer, f"{_name(field, pointer)}: {error.message}")


def _explain_type(error: Any, pointer: Pointer, field: Field | None, value: Any) -> Violation:
    wanted = error.kind.types if hasattr(error.kind, "types") else field.types if field else ()
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    words = " or ".join(_TYPES.get(str(word), str(word)) for word in wanted) or "something else"
    hint = ""
    if "string" in wanted and isinstance(value, (bool, int, float)):
        hint = f'Put it in quotes: "{json.dumps(value)}".'
    elif "boolean" in wanted and isinstance(value, str) and value.casefold() in ("yes", "no", "on", "off", "y", "n"):
        hint = f"Write {'true' if value.casefold() in ('yes', 'on', 'y') else 'false'}: in YAML 1.2 `{value}` is a word."
    elif "array" in wanted and not isinstance(value, list):
        hint = f"Write it as a list: [{value}]." if isinstance(value, str) else "Begin each item with a hyphen."
    elif "string" in wanted and isinstance(value, list):
        hint = "Name just one."
    elif "object" in wanted:
        hint = "Write its keys below it, indented." + (f" They are {_keys(field)}." if field and field.children else "")
    return Violation(pointer, f"{_name(field, pointer)} must be {words}, not {_show(value)}", hint)


def _keys(field: Field) -> str:
    return listed([child.name for child in field.children], most=20, last="and")


_FORMATS = {"date": "a date such as 2026-03-31", "regex": "a regular expression", "uri": "an address such as https://..."}


def _form(kind: Kind, field: Field | None, pointer: Pointer) -> str:
    return field.form if field else ""


def _name(field: Field | None, pointer: Pointer) -> str:
    names = [step for step in pointer if isinstance(step, str)]
    item = "an item of " if field and field.many and pointer and isinstance(pointer[-1], int) else ""
    return f"{item}`{names[-1]}`" if names else "the document"


def _show(value: Any) -> str:
    if isinstance(value, str):
        return f"`{value}`" if len(value) <= 60 else f"`{value[:57]}...`"
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a group of keys"
    return f"`{value}`"


def _at(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _mend(sound: Any, pointer: Pointer, error: Any, source: Source, base: Pointer) -> None:
    """Take the wrong value out. Items of lists are emptied and not removed, so that pointers keep their meaning."""
    name = error.kind.name
    if name in ("additionalProperties", "unevaluatedProperties"):
        parent = _at(sound, pointer)
        if isinstance(parent, dict):
            for key in error.kind.unexpected:
                parent.pop(key, None)
        return
    if not pointer or name in ("required", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "minProperties"):
        return
    parent, last = _at(sound, pointer[:-1]), pointer[-1]
    if not isinstance(parent, (dict, list)) or (isinstance(parent, dict) and last not in parent):
        return
    if name == "type" and "string" in str(error.kind.types) and isinstance(_at(sound, pointer), (bool, int, float)):
        raw = source.places.raw((*base, *pointer))
        parent[last] = raw if raw is not None else json.dumps(parent[last])
    elif isinstance(parent, dict):
        del parent[last]
    elif name == "type":
        parent[last] = {} if "object" in str(error.kind.types) else ""
