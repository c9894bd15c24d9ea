"""What programs make of a sheet when they save it is no edit: encodings, separators, days, numbers, yes and no."""

import io
import re
import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sheet_files import read_rows, set_cell, snapshot, write_rows

from mopsbook.documents.load import read_document
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.write_yaml import write_document
from mopsbook.errors import SetupError
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.sheets.from_csv import read_csv_sheet
from mopsbook.sheets.from_xlsx import read_xlsx_sheet
from mopsbook.sheets.table import make_table
from mopsbook.sheets.take_back import find_edits
from mopsbook.sheets.to_csv import to_csv
from mopsbook.sheets.to_xlsx import to_xlsx

MARKETO = """\
kind: system
id: marketo
title: Märketo – das „Große“
owner: mops-lead
status: active
tier: 1
last_reviewed: 2026-10-29
holds_personal_data: true
vendor: "007"
aliases: ["1.10", "=1+1", "a;b"]
contract: {renewal_date: 2026-12-31, cost: 1250.5, currency: EUR, procurement_ref: "1e5"}
description: |
  Łódź → здесь.

  Two paragraphs.  \n  And a break.
"""


@pytest.fixture
def marketo(root: Path) -> Path:
    path = root / "knowledge" / "systems" / "marketo.yaml"
    path.write_text(MARKETO, encoding="utf-8")
    return path


def german(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows as Excel in Germany saves them: days, decimals and yes in its own way, blanks at the end."""
    saved = []
    for row in rows:
        cells = [re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3.\2.\1", cell) for cell in row]
        cells = [{"true": "WAHR", "false": "FALSCH"}.get(cell, cell) for cell in cells]
        cells = [cell.replace(".", ",") if re.fullmatch(r"\d+\.\d+", cell) else cell for cell in cells]
        saved.append(
            [cell + " " if cell and cell[-1].isalpha() and number else cell for number, cell in enumerate(cells)]
        )
    return [rows[0], *saved[1:]]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1250", "cp1251", "mac_roman"])
def test_every_encoding_and_separator_comes_back_without_an_edit_and_with_the_one_that_was_made(
    root: Path, marketo: Path, send, take, *, encoding: str, separator: str
) -> None:
    """Letters that an encoding has not are lost in the sheet and never in the book."""
    rows = german(read_rows(file := send("system")))
    write_rows(file, rows, encoding, separator)
    before = snapshot(root)
    result = take("system", file)
    assert (result.return_value, snapshot(root)) == (0, before), result.output
    set_cell(rows, "marketo", "tier", "2")
    write_rows(file, rows, encoding, separator)
    assert take("system", file).return_value == 0
    assert marketo.read_text(encoding="utf-8") == MARKETO.replace("tier: 1", "tier: 2")


def test_a_text_that_lost_letters_is_not_written_though_it_was_edited(root: Path, marketo: Path, send, take) -> None:
    """Saved as cp1252 the sheet says `?` for Ł, and an edit beside it would carry that into the book."""
    rows = read_rows(file := send("system"))
    set_cell(rows, "marketo", "description", "Łódź → здесь, and more.")
    write_rows(file, rows, "cp1252", ";")
    before = snapshot(root)
    result = take("system", file)
    assert "saved without the letters" in result.output and result.return_value == 1 and snapshot(root) == before


def test_letters_that_were_read_wrongly_are_refused(root: Path, marketo: Path, send, take) -> None:
    """UTF-8 read as cp1252 and saved as UTF-8 again would write `MÃ¤rketo` everywhere."""
    file = send("system")
    file.write_bytes(file.read_bytes().decode("cp1252", "replace").encode())
    with pytest.raises(SetupError, match="are broken"):
        take("system", file)


def test_excel_s_own_line_of_the_separator_is_no_row(marketo: Path, send, take) -> None:
    """`sep=;` may stand above the headings."""
    rows = read_rows(file := send("system"))
    write_rows(file, rows, "utf-8", ";")
    file.write_bytes(b"sep=;\r\n" + file.read_bytes())
    assert "Nothing was edited" in take("system", file).output


def test_what_was_guarded_comes_back_with_its_guard_or_without(root: Path, marketo: Path, send, take) -> None:
    """`'007` stands in a CSV; whoever takes the apostrophe away has edited nothing, and `=1+1` stays text."""
    rows = read_rows(file := send("system"))
    row = next(row for row in rows if row[0] == "marketo")
    assert row[rows[0].index("vendor")] == "'007" and row[rows[0].index("aliases")] == r"1.10; =1+1; a\;b"
    set_cell(rows, "marketo", "vendor", "007")
    write_rows(file, rows)
    assert "Nothing was edited" in take("system", file).output
    set_cell(rows, "marketo", "vendor", "'=2+2")
    write_rows(file, rows)
    assert take("system", file).return_value == 0
    assert 'vendor: "=2+2"\n' in marketo.read_text(encoding="utf-8")


def test_american_days_are_known_by_those_that_can_be_nothing_else(root: Path, marketo: Path, send, take) -> None:
    """12/31/2026 tells how 3/4/2027 is meant."""
    rows = read_rows(file := send("system"))
    for row in rows[1:]:
        row[:] = [re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", lambda d: f"{int(d[2])}/{int(d[3])}/{d[1]}", cell) for cell in row]
    set_cell(rows, "marketo", "contract.renewal_date", "3/4/2027")
    write_rows(file, rows)
    assert take("system", file).return_value == 0
    assert marketo.read_text(encoding="utf-8") == MARKETO.replace("2026-12-31", "2027-03-04")


def edit(file: Path, changes: dict[str, object], id: str = "marketo") -> None:
    """Edit a workbook as a program does: all is read, all is saved."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    row = next(number for number in range(2, sheet.max_row + 1) if sheet.cell(number, 1).value == id)
    for heading, value in changes.items():
        sheet.cell(row, at[heading]).value = value
    book.save(file)


def test_a_workbook_that_a_program_saved_comes_back_without_an_edit(root: Path, marketo: Path, send, take) -> None:
    """Days come back as days with a time, whole numbers as decimals, text as text."""
    before = snapshot(root)
    edit(file := send("system", "xlsx"), {"tier": 1.0, "last_reviewed": datetime(2026, 10, 29), "vendor": "007"})
    result = take("system", file)
    assert "Nothing was edited" in result.output and snapshot(root) == before


def test_edits_of_a_workbook_arrive_in_their_types(root: Path, marketo: Path, send, take) -> None:
    """A day, a number, a boolean, a text that looks like a number, and a cell that was emptied."""
    changes = {
        "last_reviewed": date(2026, 11, 3),
        "contract.cost": 1300,
        "holds_personal_data": False,
        "tier": None,
        "vendor": "008",
    }
    edit(file := send("system", "xlsx"), changes)
    result = take("system", file)
    assert result.return_value == 0, result.output
    expected = (
        MARKETO.replace("2026-10-29", "2026-11-03").replace("1250.5", "1300").replace("data: true", "data: false")
    )
    assert marketo.read_text(encoding="utf-8") == expected.replace("tier: 1\n", "").replace('"007"', '"008"')


def test_a_formula_counts_as_what_it_gave_and_without_that_is_refused(root: Path, marketo: Path, send, take) -> None:
    """A formula nobody has calculated must not empty its cell."""
    edit(file := send("system", "xlsx"), {"tier": "=1+1"})
    before = snapshot(root)
    result = take("system", file)
    assert "column tier: the formula `=1+1` was saved without its result" in result.output and snapshot(root) == before


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0 old", b"", b"\x00\x01\x02", b'id\n"open'])
def test_what_is_no_sheet_is_said_and_no_traceback(root: Path, take, content: bytes) -> None:
    """Broken files end in a sentence."""
    file = root / "broken.xlsx"
    file.write_bytes(content)
    try:
        assert take("system", file).return_value in (0, 1)
    except SetupError as error:
        assert error.message and error.hint


def test_a_workbook_of_another_shape_is_searched_for_the_sheet_with_ids(root: Path, marketo: Path, take) -> None:
    """Sheets of notes may stand before it, and a title above the headings."""
    book = openpyxl.Workbook()
    book.active.append(["Notes"])
    sheet = book.create_sheet("Systems")
    for row in ([], ["Our systems"], ["ID", "Tier"], [], ["segment", "low"], ["marketo", 2]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    (root / "a.xlsx").write_bytes(out.getvalue())
    assert "row 5, column tier: `low` is no number" in take("system", root / "a.xlsx", "--partial").output
    assert marketo.read_text(encoding="utf-8") == MARKETO.replace("tier: 1", "tier: 2")


def test_without_openpyxl_a_workbook_says_what_to_install(root: Path, send, take, monkeypatch) -> None:
    """The library is an extra; CSV works without it."""
    file = send("system", "xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    for door in (lambda: send("system", "xlsx"), lambda: take("system", file)):
        with pytest.raises(SetupError, match="openpyxl, which is not installed") as error:
            door()
        assert "mopsbook[xlsx]" in error.value.hint
    assert take("system", send("system")).return_value == 0


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    [
        "_x000D_",
        "x005F_",
        "_x0041_",
        "#N/A",
        "=A1",
        "a\r\nb",
        "\x0bq",
        "\u2028",
        " é",
        "e\u0301",
        "\ufeffx",
        "[see the file]",
    ]
)


@given(
    st.lists(
        st.fixed_dictionaries({"vendor": TEXTS, "description": TEXTS, "tags": st.lists(TEXTS, max_size=3)}),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=40, deadline=None)
def test_no_text_is_an_edit_for_having_been_in_a_sheet(said: list[dict]) -> None:
    """Whatever the files say, out and back again it is what it was, as CSV and as a workbook."""
    kinds = load_kinds()
    kind, documents, sources = kinds["system"], [], {}
    for number, fields in enumerate(said):
        path = f"knowledge/s{number}.yaml"
        text = write_document({"kind": "system", "id": f"s{number}", "title": "S", **fields}, kind.fields)
        sources[path], found, _ = read_document(path, text.encode(), kinds)
        documents += found
    shelf = Shelf(kinds, documents, (), sources, None, "knowledge")
    table = make_table(kind, shelf)
    for grid in (read_csv_sheet(to_csv(table), "a.csv"), read_xlsx_sheet(to_xlsx(table, shelf), "a.xlsx")):
        for marked in (grid, replace(grid, headings=(*grid.headings[:-1], "notes"))):
            found = find_edits(marked, kind, shelf, Layout(Path(), Path("knowledge")))
            assert (found.edited, found.created, found.faults, list(found.missing)) == ([], [], [], [])
