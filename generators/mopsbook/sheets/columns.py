"""Columns of a sheet: which fields of a kind one cell can hold, and how a column is known again by its heading."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from mopsbook.editing.written_order import in_written_order
from mopsbook.errors import SetupError
from mopsbook.imports.normalise import Table
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.words import did_you_mean, fold, listed

_NUMBERS = frozenset(("integer", "number"))
_PLAIN = frozenset(("string", "boolean", *_NUMBERS))


class Column(Struct, frozen=True, dict=True):
    """A field that stands in a sheet. `holds` is text, list, date, number or boolean."""

    field: Field
    holds: str

    @property
    def path(self) -> tuple[str, ...]:
        """The path of the field in names."""
        return self.field.path

    @property
    def heading(self) -> str:
        """What stands above the column: `contract.renewal_date`."""
        return self.field.dotted

    @property
    def keeps_blanks(self) -> bool:
        """Whether a blank is a value here: a separator may be one."""
        return self.field.verbatim and self.field.default is not None

    @cached_property
    def spellings(self) -> Table | None:
        """The allowed values by themselves and by what readers see; None if there are none."""
        if not self.field.values:
            return None
        labels = {self.field.value_label(value): value for value in self.field.values}
        return Table({**labels, **Table.of(self.field.values).exact})


def find_columns(kind: Kind) -> tuple[list[Column], list[Field]]:
    """Return the columns of a kind in the order of a file, and the outermost fields that no cell can hold."""
    columns: list[Column] = []
    left_out: list[Field] = []
    for field in in_written_order(kind):
        if field.name != "kind":
            _collect(field, columns, left_out)
    return columns, left_out


def _collect(field: Field, columns: list[Column], left_out: list[Field]) -> None:
    holds = _holds(field)
    if holds:
        columns.append(Column(field, holds))
    elif field.children and not field.many and not field.free:
        for child in field.children:
            _collect(child, columns, left_out)
    else:
        left_out.append(field)


def _holds(field: Field) -> str:
    """Return what a cell of this field holds; "" for groups, lists of groups and keys that are free."""
    types = set(field.types)
    if field.children or not types or not types <= _PLAIN | {"array"}:
        return ""
    if field.many:
        return "list" if set(field.item_types) <= _PLAIN else ""
    if field.format == "date":
        return "date"
    if types <= _NUMBERS and not field.values:
        return "number"
    return "boolean" if types == {"boolean"} else "text"


def choose(columns: Sequence[Column], wanted: Sequence[str]) -> list[Column]:
    """Return the wanted columns behind the id, in the order they were asked for. Raises SetupError for one that is none."""
    if not wanted:
        return list(columns)
    by_heading = {column.heading: column for column in columns}
    for name in wanted:
        if name not in by_heading:
            hint = did_you_mean(name, by_heading) or f"There are {listed(list(by_heading), 60, 'and')}."
            raise SetupError(f"there is no column `{name}`", hint)
    return [by_heading[name] for name in dict.fromkeys(["id", *wanted])]


def find_heading(said: str, columns: Sequence[Column]) -> Column | None:
    """Return the column that a heading means: by its path, or by its label if only one has it."""
    word = fold(said)
    by_path = [column for column in columns if fold(column.heading) == word]
    by_label = [column for column in columns if fold(column.field.label) == word]
    return next((found[0] for found in (by_path, by_label) if len(found) == 1), None)


def value_at(data: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """Return what stands at a path; None if nothing does. Where a single value stands in for a group, that value."""
    value: Any = data
    for step in path:
        if not isinstance(value, Mapping):
            # Not what the column is for, and not nothing: `as_cell` refuses it.
            return {"": value} if value is not None else None
        value = value.get(step)
    return value
