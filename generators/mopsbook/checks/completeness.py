"""How complete a document is, by what its schema expects: filled, does not apply, unknown, missing.

The four are kept apart because a required key that may be null is how real catalogues stay empty behind a green check.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Field

_WEIGHTS = {"required": 3, "recommended": 1}


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that is expected and not filled.

    `said` is the placeholder that stands there, "" if nothing or null does.
    """

    field: Field
    pointer: Pointer
    state: str  # missing | unknown
    said: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """`score` is 0 to 100: the weight of what is filled or does not apply, of all that is expected."""

    score: int
    gaps: tuple[Gap, ...]


# The rule and the catalog both ask, and a large book takes as long to measure as to read.
_measured: WeakKeyDictionary[Shelf, tuple[Completeness, ...]] = WeakKeyDictionary()


def measure_all(shelf: Shelf) -> tuple[Completeness, ...]:
    """Return the completeness of each document of a shelf, in their order."""
    if shelf not in _measured:
        _measured[shelf] = tuple(map(measure, shelf.documents))
    return _measured[shelf]


def measure(document: Document) -> Completeness:
    """Return the completeness of one document. Required fields weigh three times as much as recommended ones."""
    total = filled = 0.0
    gaps: list[Gap] = []
    not_needed = set(document.data.get("does_not_apply", {}))
    unknown = document.data.get("unknown", {})
    for field, pointer, value, weight in _expected(document.kind.asked, document.data, (), 1.0):
        path = field.dotted
        if not_needed and _covered(path, not_needed):
            if "." in path and path not in not_needed:
                continue
            filled += weight
        elif _says_something(value, field):
            filled += weight
        else:
            ask = unknown.get(path, {}).get("ask", "") if isinstance(unknown.get(path), dict) else ""
            said = document.blanks.get(pointer, "").removeprefix("null")
            gaps.append(Gap(field, pointer, "unknown" if path in unknown else "missing", said, ask))
        total += weight
    score = 100 if not total else int(100 * filled / total + 1e-9)
    return Completeness(score, tuple(gaps))


def _covered(path: str, answered: set[str]) -> bool:
    names = path.split(".")
    return any(".".join(names[: length + 1]) in answered for length in range(len(names)))


def _expected(
    fields: tuple[Field, ...], node: Mapping[str, Any], at: Pointer, share: float
) -> Iterator[tuple[Field, Pointer, Any, float]]:
    """Yield each expected field with its weight. What many items are asked for weighs together as much as one field."""
    for field in fields:
        value = node.get(field.name)
        pointer = (*at, field.name)
        weight = _WEIGHTS.get(field.expect, 0)
        if weight and not field.structural and (not field.expect_when or _applies(field, node)):
            yield field, pointer, value, weight * share
        if value and field.asked:
            items = value if isinstance(value, list) else [value]
            for index, item in enumerate(items):
                # An empty item is one of another type that was taken out, and that is said already.
                if isinstance(item, Mapping) and item:
                    inner = (*pointer, index) if isinstance(value, list) else pointer
                    yield from _expected(field.asked, item, inner, share / len(items))


def _applies(field: Field, node: Mapping[str, Any]) -> bool:
    for name, wanted in field.expect_when.items():
        if node.get(name) not in (wanted if isinstance(wanted, list) else [wanted]):
            return False
    return True


def _says_something(value: Any, field: Field) -> bool:
    # An empty list is no answer: "nobody" is said with does_not_apply.
    return value is not None and value not in ("", {}, [])
