"""Read a file of records: find the list in it, leave out what the map leaves out, put rows together."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.imports.conditions import holds
from mopsbook.imports.mapping import Where
from mopsbook.imports.normalise import plain
from mopsbook.imports.record import Record, Records, find_columns, look_up
from mopsbook.imports.sources.from_csv import read_csv
from mopsbook.imports.sources.from_json import read_json
from mopsbook.imports.sources.from_yaml import read_yaml_list
from mopsbook.imports.sources.text import refuse_workbook, to_text
from mopsbook.words import did_you_mean, listed

_ENDINGS = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "json", ".ndjson": "json",
    ".csv": "csv", ".tsv": "csv", ".txt": "csv",
}  # fmt: skip
ROWS = "rows"


def read_records(path: Path, where: Where) -> Records:
    """Return the records of a file. Raises SetupError with the place of what cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SetupError(f"`{path}` cannot be read: {error.strerror}", "Name a file of records.") from error
    refuse_workbook(content, str(path))
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
        rows = _find_list(value, where.path, path, notes)
        records = []
        for number, row in enumerate(rows):
            # A plain value is a record, too: its one column is `value`.
            values = row if isinstance(row, Mapping) else {"value": row}
            records.append(Record(number + 1, lines[number] if len(lines) == len(rows) else 0, values))
    if not records:
        notes.append("there is no record in it; was it exported as a whole?")
    if where.fill_down:
        records = list(_fill_down(records, where.fill_down))
    columns = find_columns(records)
    kept = [record for record in records if _counts(record, where)]
    left_out = len(records) - len(kept)
    if where.group:
        kept = _group(kept, where.group)
    return Records(path.name, tuple(kept), tuple(notes), left_out, columns)


def _counts(record: Record, where: Where) -> bool:
    if where.skip and holds(where.skip, record.values):
        return False
    return not where.only or holds(where.only, record.values)


def _find_list(value: Any, wanted: str, path: Path, notes: list[str]) -> list[Any]:
    if wanted:
        value = _follow(value, wanted, path, notes)
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        inner = {
            key: part
            for key, part in value.items()
            if isinstance(part, list) and any(isinstance(item, Mapping) for item in part)
        }
        if len(inner) == 1:
            return list(next(iter(inner.values())))
        if len(inner) > 1:
            raise SetupError(
                f"`{path}` holds several lists: {listed(list(inner), last='and')}",
                "Say in the map which one, as in `records: result`.",
            )
        if value and all(isinstance(part, Mapping) for part in value.values()):
            # Records by their name: the name is a column, too.
            name = "(key)" if any("key" in part for part in value.values()) else "key"
            return [{name: key, **part} for key, part in value.items()]
    raise SetupError(
        f"`{path}` holds no list of records{f' at `{wanted}`' if wanted else ''}",
        "Say in the map where it is, as in `records: result`.",
    )


def _follow(value: Any, wanted: str, path: Path, notes: list[str]) -> Any:
    """Return what stands at a path. Records in lists within lists come as one list; each knows what it stands below.

    That is in columns named by their path: of `records: areas.tools`, a tool has `areas.name` as well. Other lists of
    groups there are none of its columns, and are named in a note.
    """
    other: dict[str, None] = {}
    found: list[tuple[Any, dict[str, Any]]] = [(value, {})]
    above, listed_there = "", False
    for step in wanted.split("."):
        listed_there = listed_there or any(isinstance(node, list) for node, _ in found)
        groups = [(item, around) for node, around in found for item in (node if isinstance(node, list) else [node])]
        inner = [
            (group[step], {**around, **_beside(group, above, step, other)})
            for group, around in groups
            if isinstance(group, Mapping) and step in group
        ]
        if not inner:
            known = list(dict.fromkeys(key for group, _ in groups if isinstance(group, Mapping) for key in group))
            hint = did_you_mean(step, known) or (f"There are {listed(known, most=40, last='and')}." if known else "")
            raise SetupError(f"`{path}` has nothing at `{wanted}`: no `{step}`", hint)
        # A list that nothing stands in yet is written as nothing at all.
        found, above = [(node, around) for node, around in inner if node is not None], f"{above}{step}."
    if other:
        notes.append(f"lists beside `{wanted}` that are not read: {listed(list(other), most=10, last='and')}")
    if not listed_there and found and not isinstance(found[0][0], list):
        return found[0][0]
    return [
        {**around, **item} if isinstance(item, Mapping) else {**around, "value": item} if around else item
        for node, around in found
        for item in (node if isinstance(node, list) else [node])
    ]


def _beside(group: Mapping[str, Any], above: str, step: str, other: dict[str, None]) -> dict[str, Any]:
    """Return what a group says of itself, by the path of the group. What the whole file says belongs to no record."""
    own: dict[str, Any] = {}
    for key, value in group.items():
        if key == step:
            continue
        if isinstance(value, list) and any(isinstance(item, (Mapping, list)) for item in value):
            other[f"{above}{key}"] = None
        elif above:
            own[f"{above}{key}"] = value
    return own


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
    """Return one record for the rows that have the same values in the columns: what they share, and all of them."""
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        groups.setdefault(tuple(plain(look_up(record.values, column)) for column in columns), []).append(record)
    together = []
    for rows in groups.values():
        first = rows[0]
        shared = {
            key: value for key, value in first.values.items() if all(row.values.get(key) == value for row in rows)
        }
        named = {column: look_up(first.values, column) for column in columns}
        together.append(Record(first.row, first.line, {**shared, **named, ROWS: [row.values for row in rows]}))
    return together
