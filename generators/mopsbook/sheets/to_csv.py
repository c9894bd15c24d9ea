"""A table as CSV that a spreadsheet program opens by a double click and takes for nothing but what it is."""

import csv
import io

from mopsbook.sheets.columns import Column
from mopsbook.sheets.guard import guard
from mopsbook.sheets.marks import HEADING
from mopsbook.sheets.table import Entry, Table

_MARK = b"\xef\xbb\xbf"
# What is longer is shown, and saved, as 1.23457E+11.
_MOST_DIGITS = 11


def to_csv(table: Table, separator: str = ",", marked: bool = True) -> bytes:
    """Return the table in UTF-8 with lines as Windows ends them. `marked`: with the bytes by which Excel knows UTF-8.

    Where semicolons part the cells, a comma stands before decimals: a program that wants one wants the other.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow([*(column.heading for column in table.columns), HEADING])
    for entries, mark in table.rows:
        cells = [_write(entry, column, separator) for entry, column in zip(entries, table.columns, strict=True)]
        writer.writerow([*cells, mark])
    return (_MARK if marked else b"") + text.getvalue().encode()


def _write(entry: Entry, column: Column, separator: str) -> str:
    text = entry.text
    if column.holds == "number" and isinstance(entry.value, (int, float)) and len(text) <= _MOST_DIGITS:
        return text.replace(".", ",") if separator == ";" else text
    return text if column.holds in ("date", "boolean") and not text.startswith(tuple("=+-@")) else guard(text)
