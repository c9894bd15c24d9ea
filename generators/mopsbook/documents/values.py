"""Find the values at a path of field names, wherever lists and free keys lie on the way."""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec import field as struct_field

from mopsbook.documents.document import Pointer
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind


def find_values(
    data: Mapping[str, Any], path: tuple[str, ...], free: frozenset[tuple[str, ...]]
) -> list[tuple[Pointer, Any]]:
    """Return every value at a path of field names, going into each item of the lists, and each free key, on the way."""
    found: list[tuple[Pointer, Any]] = [((), data)]
    for depth, name in enumerate(path):
        below: list[tuple[Pointer, Any]] = []
        is_free = path[:depth] in free
        for at, node in found:
            for inner, each in node.items() if is_free and isinstance(node, dict) else (("", node),):
                if isinstance(each, dict) and name in each:
                    _spread((*at, inner, name) if is_free else (*at, name), each[name], below)
        found = below
    return found


class NamedItem(NamedTuple):
    """An item of a list that can be referred to by its name: where it stands, what it says, and the field that is the list."""

    name: str
    pointer: Pointer
    data: Mapping[str, Any]
    field: Field


def find_parts(kind: Kind, data: Mapping[str, Any]) -> list[NamedItem]:
    """Return the parts of a document in the order of its schema. A name may come twice."""
    return [
        NamedItem(item[field.part_key], pointer, item, field)
        for field in kind.parts
        for pointer, item in find_values(data, field.path, kind.free)
        if isinstance(item, dict) and isinstance(item.get(field.part_key), str)
    ]


class Paths:
    """Fields to find in one walk, each with its path of names; it takes a quarter of the time of a search for each of them."""

    def __init__(self, fields: Iterable[Field], free: frozenset[tuple[str, ...]]) -> None:
        self._steps: dict[str, _Step] = {}
        for number, field in enumerate(fields):
            steps = self._steps
            for depth, name in enumerate(field.path, 1):
                step = steps.setdefault(name, _Step(free=field.path[:depth] in free))
                steps = step.below
            step.number, step.field = number, field

    def find(self, data: Mapping[str, Any]) -> list[tuple[int, Pointer, Field, str]]:
        """Return the texts at the paths that are not empty, in the order of the fields, where `find_values` finds them.

        Each comes with the number of its field in that order, its pointer and its field.
        """
        found: list[tuple[int, Pointer, Field, str]] = []
        _walk(data, self._steps, (), found)
        found.sort(key=itemgetter(0))
        return found


class _Step(Struct):
    """A name on the way to fields: which field it is itself, if it is one, and what lies below."""

    free: bool
    number: int = -1
    field: Field | None = None
    below: dict[str, "_Step"] = struct_field(default_factory=dict)


# Large books are walked through value by value, so these ask for types as plainly as can be: a reading has no others.
def _walk(
    data: Mapping[str, Any], steps: Mapping[str, _Step], at: Pointer, found: list[tuple[int, Pointer, Field, str]]
) -> None:
    for name, value in data.items():
        if value and name in steps:
            _take(value, steps[name], (*at, name), found)


def _take(value: Any, step: _Step, at: Pointer, found: list[tuple[int, Pointer, Field, str]]) -> None:
    sort = type(value)
    if sort is str:
        if step.field is not None:
            found.append((step.number, at, step.field, value))
    elif sort is list:
        for index, item in enumerate(value):
            if item:
                _take(item, step, (*at, index), found)
    elif step.below and sort is dict:
        if not step.free:
            _walk(value, step.below, at, found)
            return
        for key, inner in value.items():
            if type(inner) is dict:
                _walk(inner, step.below, (*at, key), found)


def _spread(at: Pointer, value: Any, found: list[tuple[Pointer, Any]]) -> None:
    """Add a value, or each item of it if it is a list, or of the lists within."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            _spread((*at, index), item, found)
    else:
        found.append((at, value))
