"""Could a field hold this value? The kind's own schema answers, in the words it uses for documents."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mopsbook.checks.own.terms import Path
from mopsbook.documents.blanks import is_placeholder
from mopsbook.documents.document import Violation
from mopsbook.documents.explain import explain
from mopsbook.kinds.kind import Kind

# A list of the one value that is tried says nothing of how long lists must be.
_OF_LISTS = frozenset({"minItems", "contains", "minProperties"})
_SAMPLES = {"text": "x", "number": 1, "true or false": True}


def find_fault(kind: Kind, path: Path, value: Any) -> Violation | None:
    """Return what keeps a document of the kind from saying the value at the path, or None if it may."""
    field = kind.field(path)
    plain = field is not None and not field.verbatim and value not in field.values
    if plain and is_placeholder(value):
        hint = "Write `{present: false}` to ask for what is missing."
        return Violation((), f"`{value}` counts as missing, so nothing is equal to it", hint)
    data = _wrap(kind, path, value)
    for error in _errors(kind, path, data):
        return next(explain(error, tuple(error.instance_path), kind, data), None)
    return None


def find_types(kind: Kind, path: Path) -> frozenset[str]:
    """Return what values the field may hold: "date", "length of time", "text", "number", "true or false"."""
    field = kind.field(path)
    if field is not None and field.format == "date":
        return frozenset({"date"})
    return _probe_types(_Same(kind), path)


@lru_cache(maxsize=1024)
def _probe_types(same: "_Same", path: Path) -> frozenset[str]:
    kind = same.kind
    field = kind.field(path)
    if field is not None and field.values:
        names = {str: "text", bool: "true or false", int: "number", float: "number"}
        return frozenset(names[type(value)] for value in field.values if type(value) in names)
    types = {
        name
        for name, sample in _SAMPLES.items()
        if all(error.kind.name != "type" for error in _errors(kind, path, _wrap(kind, path, sample)))
    }
    fits = {text for text in ("30d", "x", "1") if not any(_errors(kind, path, _wrap(kind, path, text)))}
    return frozenset({"length of time"} if types == {"text"} and fits == {"30d"} else types)


class _Same:
    """A kind as a key of the cache: its fields cannot be hashed."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def __hash__(self) -> int:
        return id(self.kind)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.kind is self.kind


def _errors(kind: Kind, path: Path, data: Any) -> Iterator[Any]:
    """Yield what the schema has to say of the value at a path, and not of all that is missing around it."""
    for error in kind.validator.iter_errors(data):
        if (
            tuple(step for step in error.instance_path if isinstance(step, str)) == path
            and error.kind.name not in _OF_LISTS
        ):
            yield error


def _wrap(kind: Kind, path: Path, value: Any) -> Any:
    """Return a document in which nothing is said but the value at the path; lists on the way hold one item."""
    for depth in range(len(path), 0, -1):
        field = kind.field(path[:depth])
        at_list = field if field and field.many and path[depth - 1] == field.name else None
        if at_list and (depth < len(path) or "string" not in at_list.types):
            value = [value]
        value = {path[depth - 1]: value}
    return value
