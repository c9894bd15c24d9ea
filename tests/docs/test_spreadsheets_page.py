"""What docs/spreadsheets.md shows is what happens."""

import re
from pathlib import Path

import openpyxl
from click.testing import CliRunner, Result

from mopsbook.cli.commands import cli
from small_book import small_documents, write_book

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "spreadsheets.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    mopsbook (.*)$", TEXT, re.MULTILINE)


def run(line: str) -> Result:
    return CliRunner().invoke(cli, line.split(), standalone_mode=False, catch_exceptions=False)


def test_the_commands_of_the_page_send_a_sheet_out_and_take_it_back(tmp_path: Path, monkeypatch) -> None:
    """Typed as they stand, they export, say what would change, and change it."""
    monkeypatch.chdir(write_book(tmp_path, small_documents()))
    export, try_, take = COMMANDS
    assert run(export).return_value == 0
    book = openpyxl.load_workbook("systems.xlsx")
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "owner")
    sheet.cell(2, column).value = "Operations specialist"
    book.save("systems.xlsx")
    assert "owner: `mops-lead` → `mops-specialist`" in run(try_).output
    assert run(take).output.endswith("Written: 1 cell, in 1 file.\n")


def test_the_report_of_the_page_is_written_as_it_is_shown(tmp_path: Path, monkeypatch) -> None:
    """A wrong name is told in these words."""
    monkeypatch.chdir(write_book(tmp_path, small_documents()))
    run(
        f"{COMMANDS[0].replace('--xlsx', '--csv').replace('.xlsx', '.csv')} --columns {re.findall(r'--columns (owner,[a-z_.]+)', TEXT)[0]}"
    )
    path = Path("systems.csv")
    path.write_text(path.read_text("utf-8-sig").replace("marketo,mops-lead", "marketo,mops-led"), encoding="utf-8")
    shown = re.findall(
        r"^    (1 place .*)\n    (  row) \d+(, column owner: ).*\n    (    did you mean )", TEXT, re.MULTILINE
    )[0]
    said = run("import system systems.csv").output
    assert all(part in said for part in shown)
