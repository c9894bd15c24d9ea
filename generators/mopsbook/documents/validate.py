"""Hold a document against its schema, and keep what is sound of it."""

import copy
import json
from typing import Any

from mopsbook.documents.document import Source, Violation
from mopsbook.documents.explain import UNEXPECTED, explain, find_unexpected, value_at
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.reading.places import Pointer


def validate(
    data: dict[str, Any], kind: Kind, source: Source, base: Pointer
) -> tuple[dict[str, Any], tuple[Violation, ...]]:
    """Return the sound part of the data, and what had to be taken out or put right, each with its reason."""
    # To ask whether it is right is quicker than to ask what is wrong, and mostly nothing is.
    if kind.validator.is_valid(data):
        return data, ()
    errors = list(kind.validator.iter_errors(data))
    violations: list[Violation] = []
    sound = copy.deepcopy(data)
    seen: set[tuple[Pointer, str]] = set()
    meant: set[Pointer] = set()
    # Misspelt keys come first: the field that is missing because of them is not said to be missing as well.
    for error in sorted(errors, key=lambda error: error.kind.name not in UNEXPECTED):
        pointer = _pointer(error, data)
        for violation in explain(error, pointer, kind, data):
            said = (violation.pointer, violation.message)
            if said not in seen and not (error.kind.name == "required" and violation.meant in meant):
                seen.add(said)
                if violation.meant:
                    meant.add(violation.meant)
                violations.append(violation)
        _mend(sound, error, kind, source, base)
    # What was put right may be wrong in another way: 5 becomes "5", which is no length of time.
    for error in kind.validator.iter_errors(sound):
        _mend(sound, error, kind, source, base)
    return sound, tuple(violations)


def _pointer(error: Any, data: Any) -> Pointer:
    """Return where an error lies. The validator takes a key that looks like a number for a place in a list."""
    pointer: list[str | int] = []
    for step in error.instance_path:
        pointer.append(str(step) if isinstance(value_at(data, tuple(pointer)), dict) else step)
    return tuple(pointer)


# What is too short or missing is reported and left: it has the type that rules and pages rely on. Only an id that is too
# long goes, for it becomes the name of a file.
_LEFT = frozenset(
    ("required", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "minProperties", "maxProperties")
)


def _is_one_of_many(field: Field | None, error: Any, value: Any) -> bool:
    # One name where a list of names belongs is meant as a list of one.
    plain = field is not None and field.many and not field.children and not field.values
    return plain and isinstance(value, str) and bool(value) and list(error.kind.types) == ["array"]


def _mend(sound: Any, error: Any, kind: Kind, source: Source, base: Pointer) -> None:
    """Take the wrong value out. Items of lists are emptied and not removed, so that pointers keep their meaning."""
    name = error.kind.name
    pointer = _pointer(error, sound)
    if name in UNEXPECTED:
        parent = value_at(sound, pointer)
        if isinstance(parent, dict):
            for key in find_unexpected(error, pointer, kind)[0]:
                parent.pop(key, None)
        return
    if not pointer or (name in _LEFT and not (name == "maxLength" and pointer[-1] == "id")):
        return
    parent = value_at(sound, pointer[:-1])
    last: Any = pointer[-1]
    if not isinstance(parent, (dict, list)) or (isinstance(parent, dict) and last not in parent):
        return
    if (
        name == "type"
        and "string" in str(error.kind.types)
        and isinstance(value_at(sound, pointer), (bool, int, float))
    ):
        raw = source.places.raw((*base, *pointer))
        parent[last] = raw if raw is not None else json.dumps(parent[last])
    elif name == "type" and _is_one_of_many(field := kind.field(pointer), error, parent[last]):
        # Names with commas between them are meant as several; what is wrong with one of them is said of it.
        several = parent[last].split(",") if field and field.refs else [parent[last]]
        parent[last] = [item.strip() for item in several if item.strip()]
    elif isinstance(parent, dict):
        del parent[last]
    else:
        parent[last] = {} if name == "type" and "object" in str(error.kind.types) else ""
