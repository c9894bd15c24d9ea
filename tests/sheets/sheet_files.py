"""Sheets as programs read, edit and save them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

Rows = list[list[str]]


def read_rows(file: Path) -> Rows:
    """Return the rows of a CSV as a program shows them."""
    return parse_rows(file.read_bytes())


def parse_rows(content: bytes) -> Rows:
    """Return the rows of the bytes of a CSV."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def write_rows(file: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8", separator: str = ",") -> None:
    """Save rows as a program does."""
    file.write_bytes(save_rows(rows, encoding, separator))


def save_rows(rows: Sequence[Sequence[str]], encoding: str = "utf-8", separator: str = ",") -> bytes:
    """Return the bytes that a program would save."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding, "replace")


def set_cell(rows: Rows, id: str, heading: str, text: str) -> None:
    """Edit one cell."""
    next(row for row in rows if row[rows[0].index("id")] == id)[rows[0].index(heading)] = text


def snapshot(root: Path) -> dict[str, bytes]:
    """Return every file of the knowledge folder."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted((root / "knowledge").rglob("*.yaml"))}
