"""Workbooks that no program would save, and somebody might send: they end in a sentence, soon."""

import re
import zipfile
from pathlib import Path

import pytest

from mopsbook.errors import SetupError

_SHEET = "xl/worksheets/sheet1.xml"


def _spoil(file: Path, old: str, new: str) -> Path:
    """Replace, in the XML of the first sheet, what a pattern finds first."""
    with zipfile.ZipFile(file) as archive:
        parts = {item.filename: archive.read(item) for item in archive.infolist()}
    spoilt, number = re.subn(old, new, parts[_SHEET].decode(), count=1)
    assert number == 1
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, _SHEET: spoilt.encode()}.items():
            archive.writestr(name, content)
    return file


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<row r="3"', '<row r="third"'),
        ('r="B3"', 'r="3"'),
        ('r="A1"', 'r="AAAA1"'),
        ("</sheetData>", '<row r="40"><c r="A40" t="d"><v>no day</v></c></row></sheetData>'),
    ],
    ids=["row", "cell", "heading", "day"],
)
def test_a_sheet_with_a_broken_cell_is_said_to_be_broken(send, take, old: str, new: str) -> None:
    """What openpyxl stumbles over while it reads the rows is said as what it finds when it opens the file."""
    file = _spoil(send("system", "xlsx"), old, new)
    with pytest.raises(SetupError, match="cannot be read as a workbook") as error:
        take("system", file)
    assert error.value.hint == "Save it again as .xlsx."


@pytest.mark.parametrize(
    "far",
    [
        '<row r="999999999"><c r="A999999999" t="n"><v>1</v></c></row>',
        "".join(f'<row r="{row}"><c r="XFD{row}" t="n"><v>1</v></c></row>' for row in range(50, 700)),
    ],
    ids=["down", "right"],
)
def test_a_cell_far_away_does_not_fill_the_memory(send, take, far: str) -> None:
    """A sheet of a few kilobytes that says it has a billion rows is refused within seconds."""
    file = _spoil(send("system", "xlsx"), "</sheetData>", f"{far}</sheetData>")
    with pytest.raises(SetupError, match="more than 10,000,000 cells") as error:
        take("system", file)
    assert "new sheet" in error.value.hint
