"""What an exported sheet holds, and what a spreadsheet program can and cannot make of it."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mopsbook.cli.export import command
from mopsbook.errors import SetupError
from mopsbook.kinds.load import load_kinds
from mopsbook.sheets.columns import find_columns
from mopsbook.sheets.guard import guard, unguard
from mopsbook.sheets.lists import join, split
from small_book import small_documents, write_book

TRICKY = [
    "=1+1",
    "+49 30 1234",
    "-5",
    "@SUM(A1)",
    "007",
    "1e5",
    "1.10",
    "2026-12-31",
    "1-5",
    "TRUE",
    "wahr",
    "'=1",
    "\t=1",
    "March 5",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_book(tmp_path, small_documents())


def export(root: Path, *arguments: str) -> None:
    done = CliRunner().invoke(command, [*arguments, "--book", str(root)], standalone_mode=False, catch_exceptions=False)
    assert done.return_value == 0


def test_a_row_is_a_document_and_a_heading_the_path_of_a_field(root: Path) -> None:
    """Id and title come first, nested fields have dotted headings, and Excel finds the mark of UTF-8."""
    export(root, "system", "--csv", str(root / "s.csv"))
    content = (root / "s.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,title,aliases,purpose,") and content.endswith(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    marketo = next(row for row in rows if row["id"] == "marketo")
    assert marketo["title"] == "Marketo" and marketo["tier"] == "1" and marketo["aliases"] == "mkto-classic"
    assert "contract.renewal_date" in marketo and "links" not in marketo
    assert marketo["description"] == "Sends e-mail.\n\n- Programs\n- Tokens such as `{{lead.name}}`"


@pytest.mark.parametrize("text", TRICKY)
def test_nothing_in_a_csv_runs_or_turns_into_something_else(text: str) -> None:
    """A text that a program would take for a formula, a number or a day begins with an apostrophe, and comes back as it was."""
    assert guard(text).startswith("'") and unguard(guard(text)) == text


@given(st.text())
def test_every_text_comes_back_from_behind_its_guard(text: str) -> None:
    """Guarding is undone for whatever text there is, also one that begins with apostrophes."""
    assert unguard(guard(text)) == text
    assert unguard(guard(f"'{text}")) == f"'{text}"


@given(
    st.lists(st.text("ab;\\ \n", min_size=1, max_size=6).map(lambda text: text.strip("\n")).filter(bool), max_size=4)
)
def test_every_list_comes_back_from_one_cell(items: list[str]) -> None:
    """Items may hold the separator, the sign that escapes it, and a blank at either end."""
    items = [item for item in items if not item.startswith("  ") and not re.search(r"\s\s$|^\s\s", item)]
    assert split(join(items)) == items


def test_what_people_type_as_a_list_is_one() -> None:
    """Blanks, line breaks and empty items mean nothing, and a path keeps its backslashes."""
    assert split("a;b ;\n c;;") == ["a", "b", "c"]
    assert split(r"C:\new; x\;y") == [r"C:\new", "x;y"]


def test_a_workbook_has_types_choices_and_help(root: Path) -> None:
    """Days are days, text that looks like a formula is text, allowed values can be chosen, the schema's help is a note."""
    path = root / "knowledge" / "systems" / "marketo.yaml"
    path.write_text(path.read_text().replace("vendor: Adobe", "vendor: '=1+1'"), encoding="utf-8")
    export(root, "system", "--xlsx", str(root / "s.xlsx"))
    book = openpyxl.load_workbook(root / "s.xlsx")
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    row = next(number for number in range(2, sheet.max_row + 1) if sheet.cell(number, 1).value == "marketo")
    assert sheet.cell(row, at["last_reviewed"]).is_date
    vendor = sheet.cell(row, at["vendor"])
    assert (vendor.value, vendor.data_type, vendor.number_format) == ("=1+1", "s", "@")
    assert "one role" in sheet.cell(1, at["owner"]).comment.text
    rules = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    letter = sheet.cell(1, at["status"]).column_letter
    column = rules[letter].split("$")[1]
    assert [cell.value for cell in book["lists"][column]][:5] == ["planned", "draft", "active", "deprecated", "retired"]
    assert sheet.column_dimensions[sheet.cell(1, sheet.max_column).column_letter].hidden


def test_wrong_options_say_what_would_be_right(root: Path) -> None:
    """A kind or column that is none names the nearest, and a file that is there is not written over."""
    with pytest.raises(SetupError, match="no kind `sistems`") as error:
        export(root, "sistems", "--csv", str(root / "s.csv"))
    assert "did you mean `system`" in error.value.hint
    with pytest.raises(SetupError, match="no column `ownr`") as error:
        export(root, "system", "--csv", "-", "--columns", "title,ownr")
    assert "did you mean `owner`" in error.value.hint
    (root / "s.csv").write_text("mine")
    with pytest.raises(SetupError, match="already"):
        export(root, "system", "--csv", str(root / "s.csv"))
    assert (root / "s.csv").read_text() == "mine"


def test_every_field_of_every_kind_is_a_column_or_said_to_be_none() -> None:
    """No field is forgotten: it has a column, lies in a group that has, or is named as left out."""
    for kind in load_kinds().shown:
        columns, left_out = find_columns(kind)
        named = {column.path[:n] for column in columns for n in range(1, len(column.path) + 1)}
        assert {field.path for field in kind.fields} - {("kind",)} == {path for path in named if len(path) == 1} | {
            field.path for field in left_out if len(field.path) == 1
        }
