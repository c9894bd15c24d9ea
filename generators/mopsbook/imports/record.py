"""Record: one row of a list, with its place in the file, and the columns it has."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field

# The column in which a record has the rows that were put together.
ROWS = "rows"


class Record(Struct, frozen=True):
    """One row. `row` counts the records from 1; `line` is where it begins in the file, 0 if nobody can say."""

    row: int
    line: int
    values: Mapping[str, Any]

    @property
    def place(self) -> str:
        """Where it is, as in "row 3 (line 41)"."""
        return f"row {self.row} (line {self.line})" if self.line else f"row {self.row}"


class Row(dict[str, Any]):
    """What a row says that is one record together with others, and the place that it has in the file."""

    def __init__(self, record: Record) -> None:
        super().__init__(record.values)
        self.record = record


class Records(Struct, frozen=True):
    """All records of a file, what is worth saying about how they were read, and how many the map leaves out."""

    file: str
    items: tuple[Record, ...]
    notes: tuple[str, ...] = ()
    left_out: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)


def look_up(values: Mapping[str, Any], column: str) -> Any:
    """Return what stands in a column, or None. A dotted name is a column of that name, or a path into nested ones."""
    if column in values:
        return values[column]
    folded = [name for name in values if name.strip().casefold() == column.strip().casefold()]
    if len(folded) == 1:
        return values[folded[0]]
    head, dot, tail = column.partition(".")
    while dot:
        if isinstance(values.get(head), Mapping):
            return look_up(values[head], tail)
        more, dot, tail = tail.partition(".")
        head = f"{head}.{more}"
    return None


def look_in_rows(values: Mapping[str, Any], column: str) -> Any:
    """Return what stands in a column of a record; where rows are one record and say different things, a list of all that."""
    value = look_up(values, column)
    rows = values.get(ROWS)
    # Within one of the rows, the others have no say.
    if value is not None or not isinstance(rows, list) or not isinstance(values, dict) or isinstance(values, Row):
        return value
    said: list[Any] = []
    known: list[Any] = []
    for one in (look_up(row, column) for row in rows if isinstance(row, Row)):
        # As in the column by which rows are put together, capitals do not matter.
        plain = " ".join(one.split()).casefold() if isinstance(one, str) else one
        if plain not in (None, "", *known):
            known.append(plain)
            said.append(one)
    return said or None


def find_keys(records: Records) -> list[str]:
    """Return the columns that say something else in each record, so that they tell records apart."""
    said: dict[str, set[str]] = {}
    for column, number in records.columns.items():
        if number < len(records.items):
            # It is silent somewhere. In lists of groups almost all are, and there may be thousands.
            continue
        values = [look_up(record.values, column) for record in records.items]
        if all(isinstance(value, (str, int)) and str(value).strip() for value in values):
            said[column] = {str(value) for value in values}
    return [column for column, values in said.items() if len(values) == len(records.items)]


def find_columns(records: Iterable[Record]) -> dict[str, int]:
    """Return every column, nested ones by their path, with the number of records in which it says something."""
    found: dict[str, int] = {}
    for record in records:
        said: dict[str, bool] = {}
        for column, says in _columns(record.values, ""):
            said[column] = said.get(column, False) or says
        for column, says in said.items():
            found[column] = found.get(column, 0) + says
    return found


def _columns(values: Mapping[str, Any], above: str) -> Iterator[tuple[str, bool]]:
    for name, value in values.items():
        path = f"{above}{name}"
        if isinstance(value, Mapping) and value:
            yield from _columns(value, f"{path}.")
        elif isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
            for item in value:
                yield from _columns(item, f"{path}.")
        else:
            yield path, value not in (None, [], {}) and (not isinstance(value, str) or bool(value.strip()))
