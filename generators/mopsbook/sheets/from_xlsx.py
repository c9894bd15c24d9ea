"""A workbook that came back: the first sheet with an `id`, its cells as values, and formulas as what they gave."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mopsbook.errors import SetupError
from mopsbook.imports.sources.workbook import ask_rows, open_workbook
from mopsbook.sheets.grid import Grid, is_heading_row, make_grid
from mopsbook.words import listed


class Formula(Struct, frozen=True):
    """A cell that holds a formula of which nobody saved the result."""

    text: str

    def __str__(self) -> str:
        return self.text


def read_xlsx_sheet(content: bytes, file: str) -> Grid:
    """Return the grid of a workbook. Raises SetupError for one that cannot be read."""
    workbook = open_workbook(content, file, results=False)
    names: list[str] = []
    for sheet in workbook.worksheets:
        names.append(sheet.title)
        sheet.reset_dimensions()
        if any(is_heading_row(row) for row in ask_rows(sheet.iter_rows(max_row=10, values_only=True), file)):
            return make_grid(file, _rows(workbook, sheet, content, file))
    raise SetupError(
        f"no sheet of `{file}` has a column `id`: {listed(names, last='and')}",
        "Import a workbook that `mopsbook export` wrote. A list from elsewhere wants a map: docs/import.md.",
    )


def _rows(workbook: Any, sheet: Any, content: bytes, file: str) -> Iterator[list[Any]]:
    results: list[tuple[Any, ...]] | None = None
    for number, row in enumerate(ask_rows(sheet.iter_rows(), file)):
        values = [cell.value for cell in row]
        formulas = [at for at, cell in enumerate(row) if cell.data_type == "f"]
        if formulas and results is None:
            again = open_workbook(content, file, results=True)[sheet.title]
            again.reset_dimensions()
            results = list(ask_rows(again.iter_rows(values_only=True), file))
        for at in formulas:
            found = results[number][at] if results and at < len(results[number]) else None
            values[at] = Formula(str(values[at])) if found is None else found
        yield values
