"""What a schema does not allow, in a colleague's words: what is wrong, and what was probably meant."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from mopsbook.documents.document import Violation
from mopsbook.documents.slips import hint_free, hint_key, hint_type
from mopsbook.documents.suggest import suggest_date, suggest_form
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.kinds.vocabulary import walk
from mopsbook.reading.places import Pointer
from mopsbook.words import a, count, fold, listed, nearest, offer

UNEXPECTED = ("additionalProperties", "unevaluatedProperties")
_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a group of keys",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}


# A document with more keys that are none than this is of another kind altogether; looking for the nearest of each takes long.
_MOST_NEAR = 100


def find_unexpected(error: Any, pointer: Pointer, kind: Kind) -> tuple[list[str], list[str]]:
    """Return the keys that do not belong there, and those that do.

    Where one field of the envelope is wrong, JSON Schema counts all its fields as unevaluated; they are known all the
    same.
    """
    field = kind.field(pointer)
    fields = field.children if field else () if any(isinstance(step, str) for step in pointer) else kind.fields
    known = [child.name for child in fields]
    keys = [key for key in error.kind.unexpected if error.kind.name == "additionalProperties" or key not in known]
    return keys, known


def explain(error: Any, pointer: Pointer, kind: Kind, data: Any) -> Iterator[Violation]:
    """Yield what is to be said of one error of the validator: one thing for each key or value."""
    what = error.kind
    name = what.name
    field = kind.field(pointer)
    value = value_at(data, pointer)
    if name in UNEXPECTED:
        keys, known = find_unexpected(error, pointer, kind)
        owner = f"`{field.name}`" if field else a(kind.label.lower())
        for number, key in enumerate(keys):
            fields = field.children if field else kind.fields
            near = _meant_by(key, len(keys), fields, value) if number < _MOST_NEAR else None
            # A key that is right on another level is none of this level that happens to look like it.
            slip = "" if near and fold(key) in fold(near).split("-") else hint_key(key, pointer, kind, value)
            near = None if slip else near
            hint = slip or (f"did you mean `{near}`?" if near else "")
            hint = hint or (f"Known are {listed(known, most=40, last='and')}." if known else "")
            yield Violation(
                (*pointer, key), f"`{key}` is no field of {owner}", hint, True, (*pointer, near) if near else ()
            )
    elif name == "required":
        missing = field.child(what.property) if field else kind.by_name.get(what.property)
        hint = missing.hint if missing else ""
        inside = f" in `{field.name}`" if field and not field.part else ""
        yield Violation(pointer, f"`{what.property}` is missing{inside}", hint, True, (*pointer, what.property))
    elif name in ("enum", "const"):
        said = f"{show(value)} is no value of {_name(field, pointer)}"
        if isinstance(value, (list, dict)):
            said = f"{_name(field, pointer)} must be a single value, not {show(value)}"
        yield Violation(pointer, said, _choices(what, field, value))
    elif name == "type":
        yield from _explain_types(error, pointer, field, data)
    elif name in ("pattern", "format"):
        yield _explain_form(what, pointer, field, value, kind)
    elif name in ("minLength", "minItems", "minProperties"):
        yield _explain_short(what, pointer, field, value)
    elif name == "uniqueItems":
        twice = next((item for item in value if value.count(item) > 1), None) if isinstance(value, list) else None
        yield Violation(pointer, f"{_name(field, pointer)} names {show(twice)} twice", "Keep one of them.")
    elif name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        words = field.range if field and field.range else f"{_LIMITS[name]} {what.limit}"
        message = f"{_name(field, pointer)} must be {words}, not {show(value)}"
        yield Violation(pointer, message, field.about if field else "")
    elif name in ("maxLength", "maxItems", "maxProperties"):
        message = f"{_name(field, pointer)} has {count(len(value), _COUNTED[name])}; {what.limit} are allowed"
        yield Violation(pointer, message, "Shorten it.")
    else:
        # A schema of a team's own may ask for anything that JSON Schema can say.
        words = _OTHER.get(name, f"must keep to `{name}` of its schema")
        yield Violation(pointer, f"{_name(field, pointer)} {words}, not {show(value)}", field.hint if field else "")


_LIMITS = {
    "minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than", "exclusiveMaximum": "less than",
}  # fmt: skip
_OTHER = {
    "anyOf": "must have one of the forms that its schema allows",
    "oneOf": "must have exactly one of the forms that its schema allows",
    "falseSchema": "must be left out",
    "not": "must be something else",
    "contains": "must have fewer of one sort",
    "multipleOf": "must be a multiple of what its schema says",
}
_COUNTED = {
    "minLength": "character", "maxLength": "character", "minItems": "item", "maxItems": "item",
    "minProperties": "key", "maxProperties": "key",
}  # fmt: skip


def _meant_by(key: str, keys: int, fields: Sequence[Field], value: Any) -> str | None:
    """Return the field that was meant by a key that is none: by name, label or part of the name, or by elimination."""
    free = {each.name: each for each in fields if not isinstance(value, dict) or each.name not in value}
    labels = {each.label: name for name, each in free.items()}
    word = nearest(key, [*free, *labels])
    if word:
        return labels.get(word, word) if word not in free else word
    within = [name for name in free if fold(key) in fold(name).split("-")]
    if len(within) == 1:
        return within[0]
    missing = [name for name, each in free.items() if each.structural]
    return missing[0] if keys == len(missing) == 1 else None


def _choices(what: Any, field: Field | None, value: Any) -> str:
    options = [str(option) for option in (what.options if hasattr(what, "options") else [what.expected_value])]
    allowed = (
        f"Allowed are {listed(options, most=40, last='and')}." if len(options) > 1 else f"It is always `{options[0]}`."
    )
    # Readers know the labels, so writers type them.
    labels = {label: option for option, label in (field.value_labels if field else {}).items() if option in options}
    word = nearest(str(value), [*options, *labels]) if not isinstance(value, (dict, list)) else None
    within = [option for option in options if isinstance(value, str) and value and fold(value) in fold(option)]
    word = word or (within[0] if len(within) == 1 else None)
    near = offer(str(value), labels.get(word, word)) if word else ""
    # Thirty values behind the right one would only hide it.
    return f"{near} {allowed}" if near and len(options) <= _FEW else near or allowed


_FEW = 8


def _explain_short(what: Any, pointer: Pointer, field: Field | None, value: Any) -> Violation:
    if not value:
        return Violation(pointer, f"{_name(field, pointer)} is empty", "Fill it in, or leave the key out.")
    held = count(len(value), _COUNTED[what.name])
    message = f"{_name(field, pointer)} is too short: it has {held}, and at least {what.limit} are wanted"
    return Violation(pointer, message, field.hint if field else "")


def _explain_form(what: Any, pointer: Pointer, field: Field | None, value: Any, kind: Kind) -> Violation:
    wanted = (field.form if field else _find_form(what, kind)) or _FORMATS.get(getattr(what, "format", ""), "")
    wanted = wanted or (
        f"text that matches `{what.pattern}`" if what.name == "pattern" else f"of the form {what.format}"
    )
    hint = ""
    if isinstance(value, str) and what.name == "pattern":
        near = suggest_form(value, what.pattern)
        hint = offer(value, near) if near else ""
    elif isinstance(value, str) and what.format == "date":
        hint = suggest_date(value)
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return Violation(pointer, f"{_name(field, pointer)} is a day that does not exist: {show(value)}", hint)
    if not hint and field:
        # The sentence says the form; an example says it better.
        hint = field.hint if field.examples else field.about
    return Violation(pointer, f"{_name(field, pointer)} must be {wanted}, not {show(value)}", hint)


def _find_form(what: Any, kind: Kind) -> str:
    """Return what a pattern wants in words, for a value below a free key, which is no field."""
    nodes = (node for _, node in walk(kind.schema) if "x-form" in node)
    return next((node["x-form"] for node in nodes if node.get("pattern") == getattr(what, "pattern", "")), "")


def _explain_types(error: Any, pointer: Pointer, field: Field | None, data: Any) -> Iterator[Violation]:
    """Yield what is to be said of a wrong type; of a list whose items are texts and no groups, one thing for all."""
    value = value_at(data, pointer)
    if value is None and pointer and isinstance(pointer[-1], str):
        yield Violation(pointer, f"`{pointer[-1]}` is empty", "Fill it in, or delete the line.", on_key=True)
        return
    beside = (value_at(data, pointer[:-1]) or []) if pointer and isinstance(pointer[-1], int) else []
    first = next((index for index, item in enumerate(beside) if not isinstance(item, dict)), None)
    if first is None or "object" not in str(error.kind.types):
        yield _explain_type(error, pointer, field, value)
    elif pointer[-1] == first:
        alike = sum(not isinstance(item, dict) for item in beside)
        if alike == 1:
            yield _explain_type(error, pointer, field, value)
            return
        message = f"{alike} items of `{field.name if field else pointer[-2]}` must be groups of keys"
        yield Violation(pointer[:-1], f"{message}, not {show(value)} and the like", hint_type(["object"], field, value))


def _explain_type(error: Any, pointer: Pointer, field: Field | None, value: Any) -> Violation:
    wanted = error.kind.types if hasattr(error.kind, "types") else field.types if field else ()
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    words = " or ".join(_TYPES.get(str(word), str(word)) for word in wanted) or "something else"
    hint = hint_type([str(word) for word in wanted], field, value)
    if field and "object" in wanted and pointer == field.path and (field.free or not field.children):
        hint = hint_free(field, value)
    hint = hint or (field.hint if field else "")
    if field and field.refs and wanted == ["string"] and isinstance(value, list):
        words = "one name"
    said = show(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value) and len(value) < _LONGEST_NUMBER:
        said = f'the text "{value}"'
    return Violation(pointer, f"{_name(field, pointer)} must be {words}, not {said}", hint)


_LONGEST_NUMBER = 40
_NUMBER = re.compile(r"-?[0-9]+([.][0-9]+)?")


_FORMATS = {
    "date": "a date such as 2026-03-31",
    "regex": "a regular expression",
    "uri": "an address such as https://...",
}


def _name(field: Field | None, pointer: Pointer) -> str:
    names = [step for step in pointer if isinstance(step, str)]
    item = "an item of " if field and field.many and pointer and isinstance(pointer[-1], int) else ""
    return f"{item}`{names[-1]}`" if names else "the document"


def show(value: Any) -> str:
    """Return a value as a message names it, on one line."""
    if isinstance(value, str):
        line = " ".join(value.split())
        return f"`{line}`" if len(line) <= 60 else f"`{line[:57]}...`"
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a group of keys"
    return f"`{value}`"


def value_at(data: Any, pointer: Pointer) -> Any:
    """Return the value at a pointer, or None."""
    for step in pointer:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
