"""Rows of cells to records, by the row of headings that stands above them."""

from collections.abc import Sequence
from typing import Any

from mopsbook.imports.mapping import Where
from mopsbook.imports.record import Record
from mopsbook.words import count

BEYOND = "(beyond the headings)"


def make_records(
    rows: Sequence[tuple[int, Sequence[Any]]], where: Where, separator: str, notes: list[str]
) -> list[Record]:  # fmt: skip
    """Return the records of rows with their lines. Adds what is odd about them to `notes`. `separator`: what stood between cells."""
    rows = list(rows)
    names = list(where.header) or _name_columns([str(cell) for cell in rows.pop(0)[1]], notes)
    records: list[Record] = []
    for line, cells in rows:
        if not any(str(cell).strip() for cell in cells):
            continue
        values: dict[str, Any] = dict(zip(names, cells, strict=False))
        beyond = [str(cell) for cell in cells[len(names) :] if str(cell).strip()]
        if beyond:
            values[BEYOND] = (separator or ", ").join(beyond)
        records.append(Record(len(records) + 1, line, values))
    longer = sum(BEYOND in record.values for record in records)
    if longer:
        rows_have = f"{count(longer, 'row')} {'has' if longer == 1 else 'have'}"
        doubt = f"; is the separator really {separator!r}?" if separator else ""
        notes.append(f"{rows_have} more cells than there are headings{doubt}")
    return records


def _name_columns(cells: Sequence[str], notes: list[str]) -> list[str]:
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.split())
        if not name:
            name = f"column {number}"
        elif name in names:
            again = 2
            while f"{name} ({again})" in names:
                again += 1
            notes.append(f"the heading `{name}` stands there twice; column {number} is called `{name} ({again})` here")
            name = f"{name} ({again})"
        names.append(name)
    return names
