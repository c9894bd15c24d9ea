"""Rows that are new: each becomes a document in the usual folder."""

from collections.abc import Collection, Sequence
from typing import Any

from mopsbook.documents.document import Document, Source
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.write_yaml import write_document
from mopsbook.imports.convert import Unfit
from mopsbook.imports.ids import make_id, make_unique
from mopsbook.imports.target import Target
from mopsbook.kinds.kind import Kind
from mopsbook.reading.read import read_yaml
from mopsbook.sheets.cells import ELSEWHERE, is_blank, typed
from mopsbook.sheets.columns import Column
from mopsbook.sheets.compare import read_new
from mopsbook.sheets.edits import Created, Edit, Fault
from mopsbook.sheets.grid import Row
from mopsbook.sheets.headings import Headings
from mopsbook.sheets.references import resolve_names
from mopsbook.words import a


def name_rows(new: Sequence[tuple[Row, str]], headings: Headings, kind: Kind, shelf: Shelf) -> dict[int, str]:
    """Return the id of each new row by its number: what it says, or one made from its title."""
    taken = {document.id.casefold() for document in shelf.of_kind(kind.name)} | {id for _, id in new}
    title_at = next((at for at, column in headings.columns if column.path == ("title",)), -1)
    ids: dict[int, str] = {}
    for row, id in new:
        title = typed(row.cells[title_at]).strip() if 0 <= title_at < len(row.cells) else ""
        if not id and title:
            id = make_unique(make_id(title, kind.name), taken)  # noqa: PLW2901 - what it is called from here on
            taken.add(id)
        ids[row.number] = id
    return ids


def make_created(
    row: Row, id: str, *, headings: Headings, forms: Sequence[str], kind: Kind, shelf: Shelf, new: Collection[str]
) -> tuple[Created, list[Fault]]:
    """Return the document that a new row makes, and the cells that cannot be part of it."""
    data: dict[str, Any] = {"kind": kind.name}
    if id:
        data["id"] = id
    created, faults = Created(row.number, kind, data, []), list[Fault]()
    document = Document(kind, id, data, Source("", ""))
    for at, column in headings.columns:
        cell = row.cells[at] if at < len(row.cells) else None
        if is_blank(cell) or cell == ELSEWHERE:
            continue
        try:
            value = read_new(cell, column, forms)
            if value is not GONE:
                value = resolve_names(value, None, column, document, shelf, new)
                _put(data, column, value)
                created.cells.append(Edit(row.number, column, None, value))
        except Unfit as unfit:
            faults.append(Fault(row.number, column.heading, unfit.message, unfit.hint))
    if "title" not in data and not any(fault.heading == "title" for fault in faults):
        noun = a(kind.label.lower())
        faults.append(Fault(row.number, "title", "the row has no title", f"Write one: it becomes {noun}. Or empty it."))
    return created, faults


def _put(data: dict[str, Any], column: Column, value: Any) -> None:
    node = data
    for step in column.path[:-1]:
        node = node.setdefault(step, {})
    node[column.path[-1]] = value


def write_created(created: Created, target: Target) -> tuple[str, str]:
    """Return the file of a new document and its text. Raises Unfit if something is there already."""
    file = target.file(created.kind, created.data["id"])
    if target.exists(file):
        raise Unfit(f"`{file}` is there already, and holds something else", "Give the row another id.")
    text = write_document(created.data, created.kind.fields, target.first_line(created.kind, file))
    reading = read_yaml(text.encode())
    if reading.problems or reading.value != created.data:
        raise AssertionError(f"what is written for `{created.data['id']}` does not read back: {reading.problems}")
    return file, text
