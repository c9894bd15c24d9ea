"""Workbooks of a spreadsheet program: opened whole or not at all, and never larger than there is memory for.

openpyxl is loaded only where a workbook is: it is an extra, since most books never see one.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from mopsbook.errors import SetupError

# A zip of a few kilobytes can unpack to more than there is memory.
_LARGEST = 400_000_000
# A row may say of itself that it is the billionth, and a cell that it is far to the right: openpyxl fills in all that lies before.
_MOST_CELLS = 10_000_000
_OLD = b"\xd0\xcf\x11\xe0"


def is_workbook(content: bytes) -> bool:
    """Return whether these are the bytes of a workbook, whatever the file is called."""
    return content.startswith((b"PK\x03\x04", _OLD))


def load_openpyxl() -> ModuleType:
    """Return openpyxl, or raise SetupError that says how to get it."""
    try:
        return import_module("openpyxl")
    except ImportError as error:
        raise SetupError(
            "workbooks (.xlsx) need openpyxl, which is not installed",
            "Install it with `pip install 'mopsbook[xlsx]'`, or use CSV.",
        ) from error


def open_workbook(content: bytes, file: str, *, results: bool, stream: bool = True) -> Any:
    """Return the workbook as openpyxl reads it. Raises SetupError for one that cannot be read.

    `results`: of a formula what it gave, instead of the formula. `stream`: row by row, without what is said of cells elsewhere
    in the file, as which are merged.
    """
    if content.startswith(_OLD):
        raise SetupError(f"`{file}` is an old workbook (.xls), or has a password", "Save it as .xlsx, without one.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SetupError(f"`{file}` is no whole workbook", "Save it again, and import that.") from error
    if size > _LARGEST:
        raise SetupError(f"`{file}` unpacks to {size:,} bytes, too many for a sheet", "Save the one sheet alone.")
    try:
        return load_openpyxl().load_workbook(io.BytesIO(content), read_only=stream, data_only=results)
    except SetupError:
        raise
    except Exception as error:
        raise _broken(file, error) from error


def ask_rows(rows: Iterable[tuple[Any, ...]], file: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a sheet, which openpyxl reads only now. Raises SetupError for what it cannot read, or never would."""
    asked, cells = iter(rows), 0
    while True:
        try:
            row = next(asked)
        except StopIteration:
            return
        except Exception as error:
            raise _broken(file, error) from error
        cells += 1 + len(row)
        if cells > _MOST_CELLS:
            raise SetupError(
                f"the sheet in `{file}` has more than {_MOST_CELLS:,} cells, most of them empty",
                "Copy the rows and columns that are filled into a new sheet, and import that.",
            )
        yield row


def _broken(file: str, error: Exception) -> SetupError:
    # openpyxl raises whatever a broken file leads it to.
    return SetupError(f"`{file}` cannot be read as a workbook: {error}", "Save it again as .xlsx.")
