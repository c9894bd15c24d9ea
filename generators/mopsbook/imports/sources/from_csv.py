"""Records of a CSV: separators found out, cells of several lines, rows that are longer than the headings."""

import csv
import io

from mopsbook.errors import SetupError
from mopsbook.imports.mapping import Where
from mopsbook.imports.record import Record
from mopsbook.imports.sources.headings import make_records

_SEPARATORS = ",;\t|"


def read_csv(text: str, file: str, where: Where) -> tuple[list[Record], list[str]]:
    """Return the records with the line each begins on, and what is worth saying about the file."""
    skipped = where.skip_lines
    lines = text.splitlines(keepends=True)
    separator = where.separator
    if not skipped and lines and lines[0].casefold().startswith("sep=") and len(lines[0].strip()) == 5:
        # Excel writes this line above the headings.
        separator, skipped = separator or lines[0].strip()[-1], 1
    body = "".join(lines[skipped:])
    separator = separator or _find_separator(body)
    notes: list[str] = []
    rows = _rows(body, separator, skipped, file, notes)
    if not rows:
        return [], []
    return make_records(rows, where, separator, notes), notes


def _rows(body: str, separator: str, skipped: int, file: str, notes: list[str]) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(100_000_000)
    rows, error, line = _read_rows(body, separator, strict=True)
    if error is None:
        return [(skipped + number, cells) for number, cells in rows]
    place = f"{file}:{skipped + line}"
    if "unexpected end" in str(error):
        # Everything below would be one cell, and its rows were gone without a word.
        raise SetupError(
            f"{place}: a quote begins in this row and never ends", 'Close it, or write a quote that is meant twice: "".'
        )
    rows, worse, line = _read_rows(body, separator, strict=False)
    if worse is not None:
        raise SetupError(f"{file}:{skipped + line}: this cannot be read as CSV: {worse}", "Mend the line.") from worse
    notes.append(f"{place}: a quote stands where none belongs, so that rows may have run together; look at that row")
    return [(skipped + number, cells) for number, cells in rows]


def _read_rows(body: str, separator: str, *, strict: bool) -> tuple[list[tuple[int, list[str]]], csv.Error | None, int]:
    """Return the rows with the line each begins on, what ended the reading, and the line on which the next row begins."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=strict)
    rows: list[tuple[int, list[str]]] = []
    line = 0
    try:
        for cells in reader:
            rows.append((line + 1, cells))
            line = reader.line_num
    except csv.Error as error:
        return rows, error, line + 1
    return rows, None, line + 1


def _find_separator(body: str) -> str:
    """Return the separator by which the first rows have the same number of cells, and most of them."""
    best, most = ",", (0.0, 0)
    for separator in _SEPARATORS:
        widths: list[int] = []
        for cells in csv.reader(io.StringIO(body[:100_000], newline=""), delimiter=separator):
            if cells:
                widths.append(len(cells))
            if len(widths) == 30:
                break
        if widths and widths[0] > 1:
            score = (sum(width == widths[0] for width in widths) / len(widths), widths[0])
            if score > most:
                best, most = separator, score
    return best
