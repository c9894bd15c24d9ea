"""Table: the documents of a kind as rows and columns, before it is known what file they go into."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.sheets.cells import ELSEWHERE, as_cell, compared
from mopsbook.sheets.columns import Column, choose, find_columns, value_at
from mopsbook.sheets.marks import make_mark
from mopsbook.sheets.state import States


class Entry(Struct, frozen=True):
    """One cell: the text that people see, and the value behind it (a day, a number) where the text is no more than that."""

    text: str
    value: Any


class Table(Struct, frozen=True):
    """Rows of entries, one for each column, and the mark of each row. `left_out` are fields that no cell can hold."""

    kind: Kind
    columns: Sequence[Column]
    rows: Sequence[tuple[Sequence[Entry], str]]
    left_out: Sequence[Field]
    nameless: Sequence[Document]


def make_table(kind: Kind, shelf: Shelf, wanted: Sequence[str] = ()) -> Table:
    """Return all documents of a kind. What has no id of its own, or one that is taken, could not come back: it stays out."""
    known, left_out = find_columns(kind)
    columns = choose(known, wanted)
    states = States()
    rows = []
    nameless = []
    for document in shelf.of_kind(kind.name):
        if "id" not in document.data or shelf.get(kind.name, document.id) is not document:
            nameless.append(document)
            continue
        said = states.of(document).whole
        entries = [_entry(value_at(said, column.path), column) for column in columns]
        marked = zip(columns, entries, strict=True)
        mark = make_mark((column.heading, compared(entry.text, column)) for column, entry in marked)
        rows.append((entries, mark))
    return Table(kind, columns, rows, [] if wanted else left_out, nameless)


_NOTHING = Entry("", None)


def _entry(value: Any, column: Column) -> Entry:
    if value is None:
        return _NOTHING
    text = as_cell(value, column)
    return Entry(ELSEWHERE, None) if text is None else Entry(text, value)
