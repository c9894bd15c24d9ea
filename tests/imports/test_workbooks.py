"""A list in a workbook is read as people see it there: merged cells, days, per cents, and where links lead."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from mopsbook.errors import SetupError

MAP = "fields: {title: Tool, contract.renewal_date: Renewal}\n"


def book(fill: Callable[[Any], None], *more: str) -> bytes:
    made = Workbook()
    made.active.title = "Tools"
    fill(made.active)
    for name in more:
        made.create_sheet(name).append(["Tool", "Other"])
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def tools(sheet: Any) -> None:
    for row in (
        ["Our stack"],
        ["Team", "Tool", "Renewal", "Share", "Guide"],
        ["MOPs", "Marketo", datetime(2026, 12, 31), 0.95, "How we use it"],
        [None, "Zoom", None, 0.5, None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A3:A4")
    sheet["D3"].number_format = "0%"
    sheet["E3"].hyperlink = "https://wiki.example.com/marketo"


def test_merged_cells_days_per_cents_and_links_are_read_as_they_are_seen(run, read) -> None:
    map_ = """records: {skip_lines: 1}
fields:
  title: Tool
  contract.renewal_date: Renewal
  owner: {from: Team, create: true, ref: team}
  description: {text: ["{Share}"]}
  links: {from: Guide (link), each: {url: item, title: Guide}}
"""
    said = run("system", book(tools), map_, name="stack.xlsx").output
    text = read("systems/marketo.yaml")
    assert "renewal_date: 2026-12-31" in text and "95%" in text and "url: https://wiki.example.com/marketo" in text
    assert "owner: mops" in read("systems/zoom.yaml") and "0.5" in read("systems/zoom.yaml")
    assert "2 records of stack.xlsx" in said and "not mention" not in said


def test_headings_below_a_title_are_found(run) -> None:
    with pytest.raises(SetupError) as error:
        run("system", book(tools), MAP, name="stack.xlsx")
    assert error.value.hint == "The headings seem to stand in line 2: `records: {skip_lines: 1}`."


def test_of_several_sheets_one_is_named_and_another_misspelt(run, read) -> None:
    content = book(tools, "Old tools")
    with pytest.raises(SetupError) as error:
        run("system", content, MAP, name="stack.xlsx")
    assert error.value.hint == "Say in the map which one, as in `records: {sheet: Tools}`."
    with pytest.raises(SetupError) as error:
        run("system", content, "records: {sheet: Tolls}\n" + MAP, name="stack.xlsx")
    assert error.value.hint == "did you mean `Tools`?"
    run("system", content, "records: {sheet: Tools, skip_lines: 1}\n" + MAP, name="stack.xlsx")
    assert "title: Zoom" in read("systems/zoom.yaml")


def test_the_row_of_the_sheet_is_named_and_a_formula_without_a_result_is_too(run) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Tool", "Renewal"])
        sheet.append(["Marketo", "soon"])
        sheet.append(["Zoom", "=TODAY()"])
        sheet.row_dimensions[3].hidden = True

    said = run("system", book(fill), MAP, name="stack.xlsx").output
    assert "`soon`: row 1 (line 2)" in said
    assert "1 formula gives nothing: nobody saved its result" in said
    assert "1 row of the sheet is hidden there, and read as the others are" in said


def test_an_empty_workbook_and_one_that_is_huge_are_said_to_be_so(run) -> None:
    assert "there is no record in it" in run("system", book(lambda _: None), MAP, name="a.xlsx").output

    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["XFD1048576"] = "Tool", "x"

    with pytest.raises(SetupError) as error:
        run("system", book(fill), MAP, name="a.xlsx")
    assert "most of them empty" in error.value.message
