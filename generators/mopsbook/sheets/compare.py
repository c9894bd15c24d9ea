"""Compare each cell three ways: what was exported, what the book says now, what the sheet says."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mopsbook.editing.edit_yaml import GONE
from mopsbook.imports.convert import Unfit
from mopsbook.sheets.cells import ELSEWHERE, as_cell, compared, find_order, is_blank, read_cell, typed
from mopsbook.sheets.columns import Column, value_at
from mopsbook.sheets.edits import CellEdit, Fault
from mopsbook.sheets.from_xlsx import Formula
from mopsbook.sheets.grid import Grid
from mopsbook.sheets.headings import Headings
from mopsbook.sheets.marks import digest, what_is_left
from mopsbook.sheets.rows import Known
from mopsbook.sheets.state import State
from mopsbook.words import listed

_ERROR = re.compile(r"#(?:REF!|NAME\?|VALUE!|DIV/0!|N/A|NUM!|NULL!|BEZUG!|WERT!|NV|ZAHL!)")


def find_forms(grid: Grid, headings: Headings) -> tuple[str, ...]:
    """Return the forms by which this sheet writes days."""
    at = [position for position, column in headings.columns if column.holds == "date"]
    return find_order([typed(row.cells[each]).strip() for row in grid.rows for each in at if each < len(row.cells)])


def compare_row(
    known: Known, state: State, grid: Grid, headings: Headings, forms: Sequence[str]
) -> tuple[list[CellEdit], list[Fault]]:
    """Return the edits of a row, and the cells whose edits cannot be taken."""
    edits: list[CellEdit] = []
    faults: list[Fault] = []
    said = state.whole
    for at, column in headings.columns:
        # A row that ends early says nothing of the columns behind.
        if at >= len(known.row.cells):
            continue
        cell = known.row.cells[at]
        now = value_at(said, column.path)
        if now is None and (cell is None or cell == ""):
            # As most cells are.
            continue
        try:
            after = _read_edit(cell, now, column, mark=known.mark, encoding=grid.encoding, forms=forms)
            if after is not _SAME:
                _refuse_shared(column, state, after)
                edits.append(CellEdit(known.row.number, column, now, after))
        except Unfit as unfit:
            faults.append(Fault(known.row.number, column.heading, unfit.message, unfit.hint))
    return edits, faults


_SAME = object()


def _read_edit(
    cell: Any, now: Any, column: Column, *, mark: frozenset[str], encoding: str, forms: Sequence[str]
) -> Any:  # fmt: skip
    """Return what the cell was edited to, or _SAME. Raises Unfit for an edit that cannot be taken."""
    shown = as_cell(now, column)
    said = ELSEWHERE if shown is None else compared(shown, column)
    blank = is_blank(cell) and not (column.keeps_blanks and cell)
    text = "" if blank else compared(typed(cell), column)
    if text == said:
        return _SAME
    unfit: Unfit | None = None
    values: list[Any] = []
    try:
        values = [] if blank else read_cell(cell, column, forms)
    except Unfit as error:
        unfit = error
    texts = {text, *(compared(as_cell(value, column) or "", column) for value in values)}
    if said in texts or any(digest(column.heading, each) in mark for each in texts):
        return _SAME
    left = what_is_left(said, encoding) if encoding else None
    if left is not None and left.fullmatch(text):
        return _SAME
    if mark and digest(column.heading, said) not in mark:
        raise Unfit(
            f"the sheet says {_quote(text)}, and the book has been changed since the export: it says {_quote(said)} now",
            "Write what the book says into the cell, or export the sheet again and edit that.",
        )
    if left is not None:
        raise Unfit(
            "the sheet was saved without the letters that this text is written in",
            "Save it as CSV UTF-8, or as a workbook (.xlsx).",
        )
    if shown is None:
        raise Unfit("what stands there is more than a cell can hold", "Edit it in its file.")
    _refuse_mistake(cell)
    if unfit is not None:
        raise unfit
    return _decide(cell, values, now, column)


def read_new(cell: Any, column: Column, forms: Sequence[str]) -> Any:
    """Return what a cell of a new row says. Raises Unfit for what it cannot say."""
    _refuse_mistake(cell)
    return _decide(cell, read_cell(cell, column, forms), None, column)


def _refuse_mistake(cell: Any) -> None:
    if isinstance(cell, Formula):
        raise Unfit(f"the formula `{cell}` was saved without its result", "Write the value itself.")
    if _ERROR.fullmatch(typed(cell).strip()):
        raise Unfit(f"`{cell}` is a mistake of the spreadsheet", "Write the value itself.")


def _decide(cell: Any, values: Sequence[Any], now: Any, column: Column) -> Any:
    if len(values) > 1:
        meant = listed([str(value) for value in values])
        example = "2026-03-31" if column.holds == "date" else "1200 or 1.5"
        raise Unfit(f"`{typed(cell)}` may mean {meant}", f"Write it as in {example}.")
    if not values or values[0] in ([], ""):
        return GONE
    value = values[0]
    if isinstance(value, list) and len(value) == 1 and "string" in column.field.types and not isinstance(now, list):
        return value[0]
    if isinstance(value, str) and isinstance(now, str) and now.endswith("\n") and not value.endswith("\n"):
        # No cell shows the line break at the end of a block of text.
        return value + "\n"
    return value


def _refuse_shared(column: Column, state: State, after: Any) -> None:
    """Refuse to touch what is said once for a whole file, where the document could not say it alone."""
    name = column.path[0]
    if name in state.shared and name not in state.own and (after is GONE or len(column.path) > 1):
        what = "emptied" if after is GONE else "changed"
        raise Unfit(
            f"`{name}` is said once for the whole file, and cannot be {what} for one row", "Edit it in the file."
        )


def _quote(text: str) -> str:
    short = text if len(text) <= 60 else text[:59] + "…"
    return f"`{short}`" if text else "nothing"


def find_answered(edit: CellEdit, own: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the words in `unknown` and `does_not_apply` that are untrue once a cell is filled."""
    if edit.after is GONE:
        return []
    names = [".".join(edit.column.path[:length]) for length in range(1, len(edit.column.path) + 1)]
    return [
        (key, name)
        for key in ("unknown", "does_not_apply")
        for name in names
        if isinstance(own.get(key), Mapping) and name in own[key]
    ]
