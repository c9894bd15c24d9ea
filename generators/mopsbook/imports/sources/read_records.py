"""Read a file of records: find the list in it, leave out what the map leaves out, put rows together."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.imports.conditions import holds
from mopsbook.imports.mapping import Where
from mopsbook.imports.normalise import spelling
from mopsbook.imports.record import ROWS, Record, Records, Row, find_columns, look_up
from mopsbook.imports.sources.find_list import find_list
from mopsbook.imports.sources.from_csv import read_csv
from mopsbook.imports.sources.from_json import read_json
from mopsbook.imports.sources.from_xlsx import read_xlsx
from mopsbook.imports.sources.from_yaml import read_yaml_list
from mopsbook.imports.sources.text import to_text
from mopsbook.imports.sources.workbook import is_workbook

_ENDINGS = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "json", ".ndjson": "json",
    ".csv": "csv", ".tsv": "csv", ".txt": "csv",
}  # fmt: skip


def read_records(path: Path, where: Where) -> Records:
    """Return the records of a file. Raises SetupError with the place of what cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SetupError(f"`{path}` cannot be read: {error.strerror}", "Name a file of records.") from error
    if is_workbook(content):
        records, more = read_xlsx(content, str(path), where)
        return _put_together(records, more, path, where)
    format_ = where.format or _ENDINGS.get(path.suffix.casefold(), "")
    if not format_:
        raise SetupError(f"`{path}` may be anything", "Say in the map what it is, as in `records: {format: csv}`.")
    text, notes = to_text(content, str(path), where.encoding)
    if format_ == "csv":
        records, more = read_csv(text, str(path), where)
        notes += more
    else:
        lines: list[int] = []
        if format_ == "json":
            value, more = read_json(text, str(path))
            notes += more
        else:
            value, lines, more = read_yaml_list(text, str(path))
            notes += more
        rows = find_list(value, where.path, path, notes)
        records = []
        for number, row in enumerate(rows):
            # A plain value is a record, too: its one column is `value`.
            values = row if isinstance(row, Mapping) else {"value": row}
            records.append(Record(number + 1, lines[number] if len(lines) == len(rows) else 0, values))
    return _put_together(records, notes, path, where)


def _put_together(records: list[Record], notes: list[str], path: Path, where: Where) -> Records:
    if not records:
        notes.append("there is no record in it; was it exported as a whole?")
    if where.fill_down:
        records = list(_fill_down(records, where.fill_down))
    columns = find_columns(records)
    kept = [record for record in records if _counts(record, where)]
    left_out = len(records) - len(kept)
    if kept and (where.group or where.together):
        kept = _group(kept, where.group)
    return Records(path.name, tuple(kept), tuple(notes), left_out, columns)


def _counts(record: Record, where: Where) -> bool:
    if where.skip and holds(where.skip, record.values):
        return False
    return not where.only or holds(where.only, record.values)


def _fill_down(records: list[Record], columns: tuple[str, ...]) -> Iterator[Record]:
    """Yield the records with what merged cells say of every row that they span."""
    last: dict[str, Any] = {}
    for record in records:
        said = {column: look_up(record.values, column) for column in columns}
        for column, value in said.items():
            if value is not None and str(value).strip():
                # What stood to the right of it belongs to what was above.
                last = {name: last[name] for name in columns[: columns.index(column)] if name in last} | {column: value}
        names = {name.strip().casefold(): name for name in record.values}
        filled = {names.get(column.strip().casefold(), column): value for column, value in last.items()}
        yield Record(record.row, record.line, {**record.values, **filled})


def _group(records: list[Record], columns: tuple[str, ...]) -> list[Record]:
    """Return one record for the rows that have the same values in the columns (all, if none is named): what they share, and all of them."""
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        groups.setdefault(tuple(spelling(look_up(record.values, column)) for column in columns), []).append(record)
    together = []
    for rows in groups.values():
        first = rows[0]
        shared = {
            key: value for key, value in first.values.items() if all(row.values.get(key) == value for row in rows)
        }
        named = {column: look_up(first.values, column) for column in columns}
        together.append(Record(first.row, first.line, {**shared, **named, ROWS: [Row(row) for row in rows]}))
    return together
