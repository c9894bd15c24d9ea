"""A workbook that came back: the first sheet with an `id`, its cells as values, and formulas as what they gave."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.sheets.grid import Grid, is_heading_row, make_grid
from mopsbook.sheets.workbooks import load_openpyxl
from mopsbook.words import listed

# A zip of a few kilobytes can unpack to more than there is memory.
_LARGEST = 400_000_000
_OLD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that holds a formula of which nobody saved the result."""

    text: str

    def __str__(self) -> str:
        return self.text


def is_workbook(content: bytes) -> bool:
    """Return whether these are the bytes of a workbook, whatever the file is called."""
    return content.startswith((b"PK\x03\x04", _OLD))


def read_xlsx_sheet(content: bytes, file: str) -> Grid:
    """Return the grid of a workbook. Raises SetupError for one that cannot be read."""
    if content.startswith(_OLD):
        raise SetupError(f"`{file}` is an old workbook (.xls), or has a password", "Save it as .xlsx, without one.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SetupError(f"`{file}` is no whole workbook", "Save it again, and import that.") from error
    if size > _LARGEST:
        raise SetupError(f"`{file}` unpacks to {size:,} bytes, too many for a sheet", "Save the one sheet alone.")
    workbook = _open(content, file, results=False)
    names: list[str] = []
    for sheet in workbook.worksheets:
        names.append(sheet.title)
        sheet.reset_dimensions()
        if any(is_heading_row(row) for row in sheet.iter_rows(max_row=10, values_only=True)):
            return make_grid(file, _rows(workbook, sheet, content, file))
    raise SetupError(
        f"no sheet of `{file}` has a column `id`: {listed(names, last='and')}",
        "Import a workbook that `mopsbook export` wrote. A list from elsewhere is imported as CSV: docs/import.md.",
    )


def _open(content: bytes, file: str, results: bool) -> Any:
    openpyxl = load_openpyxl()
    try:
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=results)
    except Exception as error:
        # openpyxl raises whatever a broken file leads it to.
        raise SetupError(f"`{file}` cannot be read as a workbook: {error}", "Save it again as .xlsx.") from error


def _rows(workbook: Any, sheet: Any, content: bytes, file: str) -> Iterator[list[Any]]:
    results: list[tuple[Any, ...]] | None = None
    for number, row in enumerate(sheet.iter_rows()):
        values = [cell.value for cell in row]
        formulas = [at for at, cell in enumerate(row) if cell.data_type == "f"]
        if formulas and results is None:
            again = _open(content, file, results=True)[sheet.title]
            again.reset_dimensions()
            results = list(again.iter_rows(values_only=True))
        for at in formulas:
            found = results[number][at] if results and at < len(results[number]) else None
            values[at] = Formula(str(values[at])) if found is None else found
        yield values
