"""Whether a condition of a map holds for a record."""

from collections.abc import Mapping
from typing import Any

from mopsbook.documents.blanks import is_placeholder
from mopsbook.imports.mapping import Condition
from mopsbook.imports.normalise import spelling
from mopsbook.imports.record import look_up
from mopsbook.kinds.field import Field


def holds(condition: Condition, values: Mapping[str, Any]) -> bool:
    """Return whether each column has one of the wanted values, or says something where no value is asked for."""
    for column, wanted in condition.wanted:
        found = look_up(values, column)
        if not wanted and says_nothing(found):
            return False
        said = {spelling(item) for item in (found if isinstance(found, list) else [found])}
        if wanted and said.isdisjoint(map(spelling, wanted)):
            return False
    return True


def is_empty_cell(value: object, field: Field) -> bool:
    """Return whether a program wrote this for an empty cell. Where a field holds text it may be an answer: data collected: None."""
    if (
        field.types
        and not field.refs
        and not field.values
        and not field.format
        and {"string", "array"} & set(field.types)
    ):
        return False
    return isinstance(value, str) and value.strip().casefold() in ("none", "nan", "nat", "<na>")


def says_nothing(value: Any, words: frozenset[str] | None = None, more: frozenset[str] = frozenset()) -> bool:
    """Return whether a value counts as missing: null, blank, or a word for "nobody knows".

    `words` stand for the usual ones, `more` beside them.
    """
    if value is None or value in ([], {}):
        return True
    if not isinstance(value, str):
        return spelling(value) in words if words is not None and not isinstance(value, (list, dict)) else False
    if not value.strip():
        return True
    if words is not None:
        return spelling(value) in words
    return is_placeholder(value) or spelling(value) in more
