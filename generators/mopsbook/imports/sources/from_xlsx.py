"""Records of a sheet of a workbook: its cells as people see them, those that are merged, and where links lead."""

from datetime import date, datetime, time
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.imports.mapping import Where
from mopsbook.imports.record import Record
from mopsbook.imports.sources.headings import make_records
from mopsbook.imports.sources.workbook import ask_rows, open_workbook
from mopsbook.words import count, did_you_mean, listed

# All of them are held at once, to know which are merged.
_MOST_CELLS = 2_000_000

_Rows = list[tuple[int, list[Any]]]


def read_xlsx(content: bytes, file: str, where: Where) -> tuple[list[Record], list[str]]:
    """Return the records of a sheet, each with its row there, and what is worth saying about it. Raises SetupError."""
    book = open_workbook(content, file, results=True, stream=False)
    sheet = _choose(book, file, where.sheet)
    if sheet.max_row * sheet.max_column > _MOST_CELLS:
        raise SetupError(
            f"the sheet `{sheet.title}` of `{file}` has more than {_MOST_CELLS:,} cells, most of them empty",
            "Copy the rows and columns that are filled into a new sheet, and import that.",
        )
    notes: list[str] = []
    rows = [(number, [_as_seen(cell) for cell in row]) for number, row in enumerate(sheet.iter_rows(), 1)]
    _fill_merged(sheet, rows)
    _add_links(sheet, rows, where.skip_lines)
    lost = _count_formulas(content, file, sheet)
    if lost:
        said = "gives nothing: nobody saved its result" if lost == 1 else "give nothing: nobody saved their results"
        notes.append(f"{count(lost, 'formula')} {said}. Open the workbook in a spreadsheet program and save it")
    hidden = sum(one.hidden for one in sheet.row_dimensions.values())
    if hidden:
        notes.append(
            f"{count(hidden, 'row')} of the sheet {'is' if hidden == 1 else 'are'} hidden there, and read as the others are"
        )
    # The rest of the sheet may be formatted, and say nothing.
    while rows and not any(str(cell).strip() for cell in rows[-1][1]):
        rows.pop()
    rows = rows[where.skip_lines :]
    if not where.skip_lines:
        # What stands in no row above the headings is no heading.
        while rows and not any(str(cell).strip() for cell in rows[0][1]):
            rows.pop(0)
    return (make_records(rows, where, "", notes) if rows else []), notes


def _choose(book: Any, file: str, wanted: str) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if wanted:
        if wanted not in sheets:
            hint = did_you_mean(wanted, sheets) or f"There are {listed(list(sheets), last='and')}."
            raise SetupError(f"`{file}` has no sheet `{wanted}`", hint)
        return sheets[wanted]
    filled = [name for name, sheet in sheets.items() if sheet.max_row > 1 or sheet["A1"].value is not None]
    if len(filled) > 1:
        raise SetupError(
            f"`{file}` has several sheets: {listed(filled, last='and')}",
            f"Say in the map which one, as in `records: {{sheet: {filled[0]}}}`.",
        )
    return sheets[filled[0]] if filled else next(iter(sheets.values()))


def _as_seen(cell: Any) -> Any:
    """Return what a person reads in a cell: a day without midnight, 95% where 0.95 is kept."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        if "%" in str(cell.number_format):
            return f"{round(value * 100, 6):g}%"
        return int(value) if float(value).is_integer() else value
    return str(value)


def _fill_merged(sheet: Any, rows: _Rows) -> None:
    """Let each row say what a cell says that it is merged with. To the right nothing is filled: a title is no heading."""
    for merged in sheet.merged_cells.ranges:
        column = merged.min_col - 1
        for row in range(merged.min_row, min(merged.max_row, len(rows))):
            rows[row][1][column] = rows[merged.min_row - 1][1][column]


def _add_links(sheet: Any, rows: _Rows, above: int) -> None:
    """Add a column for each in which words lead somewhere: its heading with `(link)` behind it."""
    found: dict[int, dict[int, str]] = {}
    for row, (_, cells) in enumerate(rows):
        for column in range(len(cells)):
            link = sheet.cell(row + 1, column + 1).hyperlink
            if link is not None and link.target and link.target != cells[column]:
                found.setdefault(column, {})[row] = link.target
    headings = next(
        (row for row, (_, cells) in enumerate(rows) if row >= above and any(str(one).strip() for one in cells)), 0
    )
    for column, links in sorted(found.items()):
        if set(links) == {headings}:
            continue
        heading = rows[headings][1][column]
        for row, (_, cells) in enumerate(rows):
            cells.append(f"{heading} (link)" if row == headings else links.get(row, ""))


def _count_formulas(content: bytes, file: str, sheet: Any) -> int:
    """Return how many formulas of the sheet have no result."""
    again = open_workbook(content, file, results=False)[sheet.title]
    again.reset_dimensions()
    formulas = [cell.coordinate for row in ask_rows(again.iter_rows(), file) for cell in row if cell.data_type == "f"]
    return sum(sheet[coordinate].value is None for coordinate in formulas)
