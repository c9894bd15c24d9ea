"""Rows that are new: each becomes a document in the usual folder."""

import os
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath
from typing import Any

from mopsbook.documents.document import Document, Source
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.ids import make_id, make_unique
from mopsbook.editing.new_place import find_first_line, find_place, refuse_id
from mopsbook.editing.write_yaml import write_document
from mopsbook.editing.written_order import in_written_order
from mopsbook.errors import SetupError
from mopsbook.imports.convert import Unfit
from mopsbook.kinds.kind import Kind
from mopsbook.layout import Layout
from mopsbook.reading.read import read_yaml
from mopsbook.sheets.cells import ELSEWHERE, is_blank, typed
from mopsbook.sheets.columns import Column
from mopsbook.sheets.compare import read_new
from mopsbook.sheets.edits import CellEdit, Created, Fault
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
                created.cells.append(CellEdit(row.number, column, None, value))
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


class Folder:
    """Where new documents of a kind go: beside the others, as `mopsbook new` puts them."""

    def __init__(self, kind: Kind, shelf: Shelf, layout: Layout) -> None:
        self._kind, self._shelf, self._layout = kind, shelf, layout
        self._fields = in_written_order(kind)
        # The place of one tells that of all; looking at every document for each new row would take long.
        self._beside: PurePosixPath | None = None
        self._first_line = ""

    def write(self, created: Created) -> tuple[str, str]:
        """Return the file of a new document and its text. Raises Unfit if its id or its file is taken."""
        id = created.data["id"]
        try:
            refuse_id(self._shelf, self._kind, id)
            file = self._place(id)
        except SetupError as error:
            raise Unfit(error.message, error.hint) from error
        text = write_document(created.data, self._fields, self._first_line)
        reading = read_yaml(text.encode())
        if reading.problems or reading.value != created.data:
            raise AssertionError(f"what is written for `{id}` does not read back: {reading.problems}")
        return file, text

    def _place(self, id: str) -> str:
        if self._beside is None:
            file = find_place(self._shelf, self._layout, self._kind, id)
            self._beside = PurePosixPath(file)
            self._first_line = find_first_line(self._shelf, self._kind, file)
            return file
        file = self._beside.with_name(f"{id}{self._beside.suffix}").as_posix()
        if os.path.lexists(self._layout.root / file):
            raise Unfit(f"there is a file {file} already", "Choose another id, or move that file out of the way.")
        return file
