"""A CSV that came back, from whatever program saved it: its encoding, its separator, its cells."""

import csv
import io
import itertools
import re
from collections.abc import Iterator

from mopsbook.errors import SetupError
from mopsbook.imports.sources.text import to_text
from mopsbook.sheets.grid import Grid, is_heading_row, make_grid
from mopsbook.sheets.guard import unguard
from mopsbook.sheets.marks import LETTERS, letters_of, what_is_left

# What Excel saves without asking: west, middle and east of Europe on Windows, and the Macintosh.
_ENCODINGS = ("cp1252", "cp1250", "cp1251", "mac_roman")
_SEPARATORS = ",;\t|"
_MARKS = re.compile(r'as exported[^"\r\n;,\t|]*', re.IGNORECASE)


def read_csv_sheet(content: bytes, file: str) -> Grid:
    """Return the grid of a CSV. Raises SetupError for what cannot be read, or would be read wrongly."""
    text, encoding, notes = _decode(content, file)
    body = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = body.partition("\n")
    separator = ""
    if re.fullmatch(r'"?sep=.?"?[,;\t]*', first, re.IGNORECASE):
        # Excel's own line above the headings; it shows no row for it.
        separator, body = first.strip('"')[4:5], rest
    separator = separator or _find_separator(body)
    return make_grid(file, _rows(body, separator, file), encoding, notes)


def _decode(content: bytes, file: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the text, the encoding that lost letters or may have, and notes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        return text, _find_loss(text, file), ()
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" not in content[:200]:
        for encoding in _ENCODINGS:
            text = content.decode(encoding, "replace")
            left = what_is_left(LETTERS, encoding)
            if left is not None and left.fullmatch(_letters(text) or ""):
                return text, encoding, ()
    text, notes = to_text(content, file)
    if _letters(text) is not None:
        return text, _find_loss(text, file), tuple(notes)
    return text, "cp1252" if notes else "", tuple(note.partition(";")[0] for note in notes)


def _letters(text: str) -> str | None:
    found = _MARKS.search(text)
    return letters_of(found.group()) if found else None


def _find_loss(text: str, file: str) -> str:
    """Return the encoding that the text went through on its way to Unicode; "" if nothing was lost."""
    letters = _letters(text)
    if letters is None or letters == LETTERS:
        return ""
    for encoding in _ENCODINGS:
        left = what_is_left(LETTERS, encoding)
        if left is not None and left.fullmatch(letters):
            return encoding
    raise SetupError(
        f"the letters in `{file}` are broken: the last heading should end in `{LETTERS}`, and ends in `{letters}`",
        "A program has read UTF-8 as something else. Open the sheet again as UTF-8, or use a workbook (.xlsx).",
    )


def _find_separator(body: str) -> str:
    """Return the separator by which the headings come apart, into as many as possible."""
    best, most = ",", 0
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
        widths = [len(cells) for cells in itertools.islice(reader, 10) if is_heading_row(cells)]
        if widths and widths[0] > most:
            best, most = separator, widths[0]
    return best


def _rows(body: str, separator: str, file: str) -> Iterator[list[str]]:
    csv.field_size_limit(100_000_000)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield [unguard(cell) for cell in cells]
    except csv.Error as error:
        raise SetupError(f"{file}:{reader.line_num}: this cannot be read as CSV: {error}", "Mend the line.") from error
