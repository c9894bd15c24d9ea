"""A table as a workbook: each cell of its type, with what may be chosen in it, and the schema's help above it."""

import io
import re
from copy import copy
from datetime import date
from typing import Any

from mopsbook.documents.shelf import Shelf
from mopsbook.imports.sources.workbook import load_openpyxl
from mopsbook.sheets.choices import find_choices
from mopsbook.sheets.columns import Column
from mopsbook.sheets.marks import HEADING
from mopsbook.sheets.table import Entry, Table

# Rows below the last one, in which new documents get the same choices.
_ROOM = 500
_NARROW, _WIDE = 10, 50
_DAY = re.compile(r"(?:19|[2-9]\d)\d\d-\d\d-\d\d")
_LISTS = "lists"


def to_xlsx(table: Table, shelf: Shelf) -> bytes:
    """Return the bytes of the workbook. Raises SetupError where openpyxl is not installed."""
    book = load_openpyxl().Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(table.kind.plural))
    # The id and the title stay where they are while the rest moves.
    sheet.freeze_panes = "C2" if len(table.columns) > 2 else "A2"
    letters = [_letter(number) for number in range(1, len(table.columns) + 2)]
    sheet.auto_filter.ref = f"A1:{letters[-1]}{len(table.rows) + 1}"
    templates = [_prepare(sheet, table, number, letters[number]) for number in range(len(table.columns))]
    sheet.column_dimensions[letters[-1]].hidden = True
    sheet.append([_head(sheet, column) for column in table.columns] + [HEADING])
    for entries, mark in table.rows:
        cells = [_fill(*each) for each in zip(templates, entries, table.columns, strict=True)]
        sheet.append([*cells, mark])
    _offer_choices(book, sheet, table, shelf)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    letter: str = get_column_letter(number)
    return letter


def _sheet_name(plural: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", plural)[:31].strip() or "Sheet"


def _head(sheet: Any, column: Column) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(sheet, value=column.heading)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="FFE3E7ED")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    field = column.field
    several = "Several are parted by semicolons." if column.holds == "list" else ""
    help_ = "\n".join(part for part in (field.label, field.help.removesuffix("Markdown.").strip(), several) if part)
    cell.comment = Comment(help_, "mopsbook", width=320, height=40 + 18 * (len(help_) // 45 + 1))
    return cell


def _prepare(sheet: Any, table: Table, number: int, letter: str) -> Any:
    """Set up a column, and return the cell that is written again and again for it: styles are made once."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    column = table.columns[number]
    cell = WriteOnlyCell(sheet)
    # Text is what it is, whatever it looks like: 007, 1e5, =1+1.
    cell.number_format = {"date": "yyyy-mm-dd", "number": "General", "boolean": "General"}.get(column.holds, "@")
    # Long texts in Markdown would make rows taller than a screen.
    cell.alignment = Alignment(vertical="top", wrap_text=column.field.prose != "block")
    if column.path == ("id",):
        # Grey and not locked: a locked sheet can be neither sorted nor added to. An id that changed is found on import.
        cell.fill = PatternFill("solid", fgColor="FFEEEEEE")
        cell.font = Font(color="FF666666")
    longest = max((len(line) for row, _ in table.rows for line in row[number].text.split("\n")[:3]), default=0)
    dimension = sheet.column_dimensions[letter]
    dimension.width = min(max(longest, len(column.heading), _NARROW), _WIDE) + 2
    dimension.number_format = cell.number_format
    dimension.alignment = copy(cell.alignment)
    return cell


def _fill(cell: Any, entry: Entry, column: Column) -> Any:
    value = entry.value
    if not entry.text:
        return None
    if _is_exact(value, column.holds):
        cell.value = value
    elif column.holds == "date" and _is_day(entry.text):
        cell.value = date.fromisoformat(entry.text)
        cell.number_format = "yyyy-mm-dd"
    else:
        cell.value = entry.text
        # Or openpyxl takes =1+1 for a formula and #N/A for an error.
        cell.data_type = "s"
    return cell


def _is_exact(value: Any, holds: str) -> bool:
    """Return whether a value is of the type of its column, and no number that a spreadsheet would round."""
    if isinstance(value, bool):
        return holds == "boolean"
    return holds == "number" and isinstance(value, (int, float)) and abs(value) < 1e15


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _offer_choices(book: Any, sheet: Any, table: Table, shelf: Shelf) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    lists: list[list[str]] = []
    for number, column in enumerate(table.columns, 1):
        choices = ["TRUE", "FALSE"] if column.holds == "boolean" else find_choices(column, shelf)
        if not choices:
            continue
        if column.holds == "boolean":
            source = '"TRUE,FALSE"'
        else:
            lists.append(choices)
            letter = _letter(len(lists))
            source = f"{_LISTS}!${letter}$1:${letter}${len(choices)}"
        # A role that is new in another sheet may be named here before it is known.
        strict = "stop" if column.field.values or column.holds == "boolean" else "warning"
        rule = DataValidation(type="list", formula1=source, allow_blank=True, errorStyle=strict, showErrorMessage=True)
        rule.errorTitle = column.field.label[:32]
        rule.error = "This is none of the choices."
        rule.add(f"{_letter(number)}2:{_letter(number)}{len(table.rows) + 1 + _ROOM}")
        sheet.data_validations.append(rule)
    if lists:
        hidden = book.create_sheet(_LISTS)
        hidden.sheet_state = "hidden"
        for row in range(max(map(len, lists))):
            hidden.append([choices[row] if row < len(choices) else None for choices in lists])
