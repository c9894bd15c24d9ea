"""A sheet comes back: edited cells change, all else stays to the byte, and what cannot be taken is said with its place."""

from pathlib import Path

import pytest
from sheet_files import read_rows, set_cell, snapshot, write_rows

from mopsbook.documents.load import load_shelf
from mopsbook.errors import SetupError
from mopsbook.imports.run import run_import
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout
from mopsbook.sheets.from_csv import read_csv_sheet
from mopsbook.sheets.from_xlsx import read_xlsx_sheet
from mopsbook.sheets.table import make_table
from mopsbook.sheets.take_back import find_edits
from mopsbook.sheets.to_csv import to_csv
from mopsbook.sheets.to_xlsx import to_xlsx

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
MARKETO = """\
# The heart of it.
kind: system
id: marketo
title: "Marketo"   # as Adobe writes it
purpose: >-
  Sends the *e-mails*
  we plan.
owner: mops-lead
status: active
tier: 1

# Money
contract: {start: 2025-03-16, renewal_date: 2027-03-15, notice_period: "90d"}
users:
  - sales  # and others?
unknown:
  category: {ask: mops-lead}
description: |
  Sends e-mail.

  - Programs
"""


@pytest.fixture
def marketo(root: Path) -> Path:
    path = root / "knowledge" / "systems" / "marketo.yaml"
    path.write_text(MARKETO, encoding="utf-8")
    return path


def test_a_sheet_that_nobody_edited_changes_no_byte_of_the_reference_book() -> None:
    """Every kind goes out as CSV and as a workbook and comes back without one edit, fault or note."""
    layout = find_layout(ROOT)
    shelf = load_shelf(layout, load_kinds([layout.schemas]))
    rows = 0
    for kind in shelf.kinds.shown:
        table = make_table(kind, shelf)
        rows += len(table.rows)
        sheets = [read_csv_sheet(to_csv(table, sign), "a.csv") for sign in ",;\t"]
        for grid in [*sheets, read_xlsx_sheet(to_xlsx(table, shelf), "a.xlsx")]:
            found = find_edits(grid, kind, shelf, layout)
            assert (found.edited, found.created, found.faults, list(found.missing), found.notes) == ([], [], [], [], [])
    assert rows > 300


@pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not part of the distribution")
def test_the_219_systems_of_gitlab_go_out_and_come_back_without_a_change(tmp_path: Path, send, take) -> None:
    """What an import made of a list from elsewhere can be sent round as a sheet, too."""
    book, map_ = tmp_path / "gitlab", ROOT / "docs/examples/gitlab-tech-stack.map.yaml"
    book.mkdir()
    run_import("system", DATA / "gitlab-tech-stack/tech_stack.yml", map_, book)
    before = snapshot(book)
    for ending in ("csv", "xlsx"):
        result = take("system", send("system", ending, book=book), book=book)
        assert result.return_value == 0 and "219 rows" in result.output and "Nothing was edited" in result.output
    assert snapshot(book) == before


def test_only_the_edited_cells_change_and_comments_stay(root: Path, marketo: Path, send, take) -> None:
    """Each edit is one place in the file: between braces, in a block of text, beside a comment, in a new line."""
    rows = read_rows(file := send("system"))
    for heading, text in {
        "title": "Marketo Engage",
        "contract.renewal_date": "31.12.2027",
        "tier": "2",
        "vendor": "Adobe",
        "status": "",
        "users": "marketing-ops; sales",
        "description": "Sends e-mail.\n\n- Programs\n- Tokens",
    }.items():
        set_cell(rows, "marketo", heading, text)
    write_rows(file, rows)
    before = snapshot(root)
    result = take("system", file)
    assert result.return_value == 0, result.output
    expected = (
        MARKETO.replace('"Marketo"', '"Marketo Engage"')
        .replace("2027-03-15", "2027-12-31")
        .replace("tier: 1\n", "tier: 2\n")
        .replace("status: active\n", "")
        .replace("users:\n", "users:\n  - marketing-ops\n")
        .replace("- Programs\n", "- Programs\n  - Tokens\n")
    )
    written = marketo.read_text(encoding="utf-8")
    assert written.replace("vendor: Adobe\n", "") == expected and "vendor: Adobe\n" in written
    assert {name for name, content in snapshot(root).items() if content != before[name]} == {
        "knowledge/systems/marketo.yaml"
    }
    assert "contract.renewal_date: `2027-03-15` → `2027-12-31`" in result.output
    assert "Written: 7 cells, in 1 file." in result.output
    assert "Nothing was edited" in take("system", send("system")).output


def test_dry_run_says_the_same_and_writes_nothing(root: Path, marketo: Path, send, take) -> None:
    """The sentences of a dry run are those of the run."""
    rows = read_rows(file := send("system"))
    set_cell(rows, "marketo", "tier", "2")
    write_rows(file, rows)
    before = snapshot(root)
    said = take("system", file, "--dry-run")
    assert "tier: `1` → `2`" in said.output and "Nothing was, because of `--dry-run`" in said.output
    assert snapshot(root) == before and said.return_value == 0


def test_a_cell_that_was_changed_in_the_book_as_well_is_a_conflict(marketo: Path, send, take) -> None:
    """What was edited on both sides is reported and not overwritten; what only the book changed stays the book's."""
    rows = read_rows(file := send("system"))
    set_cell(rows, "marketo", "owner", "mops-specialist")
    set_cell(rows, "marketo", "tier", "3")
    write_rows(file, rows)
    text = MARKETO.replace("owner: mops-lead", "owner: sales").replace("status: active", "status: draft")
    marketo.write_text(text, encoding="utf-8")
    result = take("system", file)
    assert result.return_value == 1 and marketo.read_text(encoding="utf-8") == text
    assert "row 3, column owner: the sheet says `mops-specialist`, and the book has been changed" in result.output
    assert "status" not in result.output
    assert take("system", file, "--partial").return_value == 1
    assert marketo.read_text(encoding="utf-8") == text.replace("tier: 1", "tier: 3")


def test_without_marks_a_sheet_is_compared_with_the_book_as_it_is(root: Path, marketo: Path, send, take) -> None:
    """A sheet of three columns in another order, without the last one, edits what it names and nothing else."""
    rows = read_rows(file := send("system"))
    kept = [rows[0].index(heading) for heading in ("status", "id", "owner")]
    set_cell(rows, "marketo", "status", "deprecated")
    write_rows(file, [[row[at] for at in kept] for row in rows])
    assert take("system", file).return_value == 0
    assert marketo.read_text(encoding="utf-8") == MARKETO.replace("status: active", "status: deprecated")


FAULTS = [
    ("owner", "mops-led", "no role or team is called `mops-led`", "did you mean `mops-lead`?"),
    ("tier", "9", "`tier` must be from 1 to 4, not `9`", ""),
    ("tier", "much", "`much` is no number", "4 has not been scored. It is from 1 to 4."),
    ("status", "activ", "`activ` is no value of `status`", "did you mean `active`?"),
    ("title", "", "it cannot be empty: `title` is missing", ""),
    ("last_reviewed", "31.02.2026", "`31.02.2026` is no day", ""),
    ("last_reviewed", "03/04/2026", "`03/04/2026` may mean `2026-04-03` or `2026-03-04`", ""),
    ("holds_personal_data", "perhaps", "`perhaps` is neither yes nor no", ""),
    ("tags", "Big Tool", "an item of `tags` must be lower-case words joined by hyphens, not `Big Tool`", "big-tool"),
    ("vendor", "#REF!", "`#REF!` is a mistake of the spreadsheet", ""),
]


@pytest.mark.parametrize(("heading", "text", "message", "hint"), FAULTS)
def test_a_wrong_cell_is_named_by_row_and_column(
    root: Path, marketo: Path, send, take, *, heading: str, text: str, message: str, hint: str
) -> None:
    """Nothing is written for one wrong cell, unless `--partial` lets the right ones through."""
    rows = read_rows(file := send("system"))
    set_cell(rows, "marketo", heading, text)
    set_cell(rows, "segment", "title", "Segment CDP")
    write_rows(file, rows)
    before = snapshot(root)
    result = take("system", file)
    number = next(at for at, row in enumerate(rows, 1) if row[0] == "marketo")
    assert f"row {number}, column {heading}: {message}" in result.output and hint in result.output
    assert result.return_value == 1 and snapshot(root) == before
    assert take("system", file, "--partial").return_value == 1
    changed = {name for name, content in snapshot(root).items() if content != before[name]}
    assert changed == {"knowledge/systems/segment.yaml"}


def test_a_group_that_is_not_whole_names_the_column_that_is_missing(marketo: Path, send, take) -> None:
    """A decision without its day is half of one: neither is written, and the other column is named."""
    rows = read_rows(file := send("system"))
    set_cell(rows, "marketo", "contract.decided.what", "renew")
    write_rows(file, rows)
    result = take("system", file)
    assert "row 3, column contract.decided.on: `on` is missing in `decided`" in result.output
    assert result.return_value == 1 and marketo.read_text(encoding="utf-8") == MARKETO


def test_all_wrong_cells_are_said_at_once(marketo: Path, send, take) -> None:
    """Ten mistakes take one round, not ten."""
    rows = read_rows(file := send("system"))
    wrong = {heading: (text, message) for heading, text, message, _ in FAULTS}
    for heading, (text, _) in wrong.items():
        set_cell(rows, "marketo", heading, text)
    write_rows(file, rows)
    said = take("system", file).output
    assert len(wrong) == 8 and f"{len(wrong)} places cannot be taken" in said
    assert all(f"column {heading}: {message}" in said for heading, (_, message) in wrong.items())


def test_what_people_mean_is_taken(marketo: Path, send, take) -> None:
    """A title stands for its id, a label for its value, and a filled cell is no longer said to be unknown."""
    rows = read_rows(file := send("system"))
    for heading, text in {
        "owner": "Operations specialist",
        "category": "Marketing automation",
        "users": "Head of operations",
    }.items():
        set_cell(rows, "marketo", heading, text)
    write_rows(file, rows)
    result = take("system", file, "--partial")
    written = marketo.read_text(encoding="utf-8")
    assert "owner: mops-specialist\n" in written and "category: map\n" in written and "unknown" not in written
    assert "category: no longer said to be unknown" in result.output
    # The list has a comment in it, which nobody may lose.
    assert "  - sales  # and others?\n" in written
    assert (
        "column users: it cannot be changed in knowledge/systems/marketo.yaml:15, because a comment stands in it"
        in result.output
    )


def test_new_rows_become_documents_and_may_name_each_other(root: Path, send, take) -> None:
    """A row without an id gets one from its title; blank rows are nothing."""
    rows = read_rows(file := send("system"))
    blank = [""] * len(rows[0])
    rows += [blank, list(blank), list(blank)]
    rows[-2][1:4], rows[-1][:2] = ["Zoom Events", "", "For user days"], ["old-zoom", "Old Zoom"]
    rows[-1][rows[0].index("replaced_by")] = "zoom-events"
    rows[-1][rows[0].index("contract.renewal_date")] = "2027-01-31"
    write_rows(file, rows)
    result = take("system", file)
    assert result.return_value == 0 and "2 new" in result.output
    folder = root / "knowledge" / "systems"
    text = "kind: system\nid: zoom-events\ntitle: Zoom Events\npurpose: For user days\n"
    assert (folder / "zoom-events.yaml").read_text(encoding="utf-8") == text
    old = (folder / "old-zoom.yaml").read_text(encoding="utf-8")
    assert old.endswith("title: Old Zoom\ncontract:\n  renewal_date: 2027-01-31\nreplaced_by: zoom-events\n")


def test_rows_that_are_gone_doubled_or_renamed_are_reported_and_nothing_is_deleted(root: Path, send, take) -> None:
    """A missing row deletes nothing, a changed id is no new document, and of two rows with one id neither wins."""
    rows = read_rows(file := send("system"))
    at = {row[0]: number for number, row in enumerate(rows)}
    rows[at["marketo"]][0] = "marketo-engage"
    rows.append(list(rows[at["segment"]]))
    del rows[at["workato"]]
    write_rows(file, rows)
    before = snapshot(root)
    result = take("system", file)
    assert "the id was `marketo` when the sheet was made, and is `marketo-engage` now" in result.output
    assert "mopsbook rename system/marketo marketo-engage" in result.output
    assert f"row {len(rows)}, column id: `segment` is in row" in result.output
    assert "`workato`" in result.output and "left as they are" in result.output
    assert snapshot(root) == before and result.return_value == 1


def test_what_must_stay_unknown_for_a_comment_s_sake_is_not_filled_in(marketo: Path, send, take) -> None:
    """A field that has a value and is said to be unknown would be an error of the book."""
    text = MARKETO.replace("{ask: mops-lead}", "{ask: mops-lead}  # asked in March")
    marketo.write_text(text, encoding="utf-8")
    rows = read_rows(file := send("system"))
    set_cell(rows, "marketo", "category", "crm")
    write_rows(file, rows)
    result = take("system", file, "--partial")
    assert "column category: it cannot be changed in knowledge/systems/marketo.yaml" in result.output
    assert "a comment stands in it" in result.output and marketo.read_text(encoding="utf-8") == text


def test_the_title_of_what_stands_there_already_is_no_edit(root: Path, marketo: Path, send, take) -> None:
    """`Head of operations` is `mops-lead`, whom the file names."""
    rows = read_rows(file := send("system"))
    set_cell(rows, "marketo", "owner", "Head of operations")
    write_rows(file, rows)
    assert "Nothing was edited" in take("system", file).output


def test_a_new_row_whose_id_is_another_name_of_something_is_reported(root: Path, send, take) -> None:
    """`mkto-classic` is Marketo already, and two things of one name would be found by neither."""
    rows = read_rows(file := send("system"))
    write_rows(file, [*rows, ["mkto-classic", "Old Marketo", *[""] * (len(rows[0]) - 2)]])
    result = take("system", file)
    assert "column id: `mkto-classic` is another name of system `marketo`" in result.output
    assert result.return_value == 1 and not (root / "knowledge/systems/mkto-classic.yaml").exists()


def test_a_copied_row_with_an_id_of_its_own_is_a_new_document(root: Path, send, take) -> None:
    """People copy the row that is most like what they want to add."""
    rows = read_rows(file := send("system"))
    copy = list(next(row for row in rows if row[0] == "segment"))
    copy[:2] = ["segment-eu", "Segment EU"]
    write_rows(file, [*rows, copy])
    assert take("system", file).return_value == 0
    assert "title: Segment EU\n" in (root / "knowledge/systems/segment-eu.yaml").read_text(encoding="utf-8")


def test_terms_of_one_file_are_edited_where_they_stand(root: Path, send, take) -> None:
    """Of a file of many, only the lines of what was edited change; what is said once for all cannot be emptied for one."""
    path = root / "knowledge" / "glossary" / "words.yaml"
    text = (
        "kind: term\nowner: mops-lead\nterms:\n  # The first\n  - id: mql\n    title: MQL # loud\n    definition: Worth a call.\n\n"
        "  # The second\n  - {id: sql, title: SQL, definition: Accepted.}\n  - id: score\n    title: Score\n    definition: How warm.\n"
    )
    path.write_text(text, encoding="utf-8")
    rows = read_rows(file := send("term"))
    set_cell(rows, "mql", "title", "Marketing qualified lead")
    set_cell(rows, "sql", "definition", "Taken: by sales")
    set_cell(rows, "score", "owner", "sales")
    write_rows(file, rows)
    assert take("term", file).return_value == 0
    expected = text.replace("MQL #", "Marketing qualified lead #").replace("Accepted.", '"Taken: by sales"')
    assert path.read_text(encoding="utf-8") == expected.replace("title: Score\n", "title: Score\n    owner: sales\n")
    set_cell(rows, "mql", "owner", "")
    write_rows(file, rows)
    assert "`owner` is said once for the whole file" in take("term", file).output


def test_headings_that_are_none_are_named(root: Path, send, take) -> None:
    """A misspelt heading would lose edits and is a fault; a column of notes is passed over with a word."""
    rows = read_rows(file := send("system"))
    rows[0][rows[0].index("owner")] = "ownr"
    write_rows(file, [[*row, "Ask Eva" if number else "My notes"] for number, row in enumerate(rows)])
    result = take("system", file)
    assert "headings, column ownr: there is no such field\n    did you mean `owner`?" in result.output
    assert "the column `My notes` is no field and is passed over" in result.output and result.return_value == 1


def test_labels_will_do_as_headings(marketo: Path, send, take) -> None:
    """Somebody who makes the headings readable loses nothing."""
    rows = read_rows(file := send("system"))
    rows[0][rows[0].index("owner")] = "Business owner"
    set_cell(rows, "marketo", "Business owner", "sales")
    write_rows(file, rows)
    assert take("system", file).return_value == 0 and "owner: sales\n" in marketo.read_text(encoding="utf-8")


def test_a_list_from_elsewhere_is_told_from_a_sheet(root: Path, take) -> None:
    """Without ids there is nothing to know rows by; the message leads to maps."""
    (root / "list.csv").write_text("Tool;Team\nZoom;IT\n")
    with pytest.raises(SetupError, match="no column `id`") as error:
        take("system", root / "list.csv")
    assert "--map" in error.value.hint


def test_a_document_that_cannot_be_read_is_not_made_a_second_time(root: Path, marketo: Path, send, take) -> None:
    """While its file is broken, its row waits: neither is it new, nor was it deleted."""
    rows = read_rows(file := send("system"))
    for sheet in (rows, [row[:2] for row in rows]):
        write_rows(file, sheet)
        marketo.write_text("a: [broken\n" + MARKETO, encoding="utf-8")
        result = take("system", file)
        assert "row 3, column id: the file of `marketo` cannot be read" in result.output and result.return_value == 1


@pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not part of the distribution")
@pytest.mark.parametrize("file", sorted(DATA.rglob("*.csv")), ids=lambda path: path.name)
def test_a_real_export_of_another_program_is_read_or_refused_in_words(root: Path, take, file: Path) -> None:
    """Lists from elsewhere are no sheets of ours: a sentence about maps, or rows that are new, and never a traceback."""
    before = snapshot(root)
    try:
        assert take("term", file, "--dry-run").output.startswith(f"{file.name}: ")
    except SetupError as error:
        assert "no column `id`" in error.message and "--map" in error.hint
    assert snapshot(root) == before


def test_a_document_with_what_no_cell_can_hold_says_so_and_keeps_it(marketo: Path, send, take) -> None:
    """A group where text belongs, or a text too long for a cell, is left as it is."""
    text = MARKETO.replace("description: |\n  Sends e-mail.\n\n  - Programs\n", f"description: {'long ' * 7000}end\n")
    marketo.write_text(text, encoding="utf-8")
    rows = read_rows(file := send("system"))
    assert [row[rows[0].index("description")] for row in rows if row[0] == "marketo"] == ["[see the file]"]
    assert "Nothing was edited" in take("system", file).output
    set_cell(rows, "marketo", "description", "Short")
    write_rows(file, rows)
    assert "more than a cell can hold" in take("system", file).output
