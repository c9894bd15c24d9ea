"""Whatever is typed into whatever cells: exactly those fields change, all other lines stay, and no comment is lost."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheet_files import Rows, parse_rows, save_rows

from mopsbook.documents.document import Document
from mopsbook.documents.load import read_document
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.comments import find_comments
from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.set_fields import FieldChange, with_change
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.sheets.cells import as_cell, compared, read_cell
from mopsbook.sheets.columns import Column, find_columns, value_at
from mopsbook.sheets.from_csv import read_csv_sheet
from mopsbook.sheets.guard import guard
from mopsbook.sheets.state import States
from mopsbook.sheets.table import make_table
from mopsbook.sheets.take_back import find_edits
from mopsbook.sheets.to_csv import to_csv

SYSTEM = """\
# Everything sends through it.
kind: system
id: marketo
title: 'Marketo: the "old" one'   # as we say
purpose: >-
  Sends the e-mails
  that we plan.  # no comment, text

# Who
status: active
tags: [core, "e-mail"]  # for search
contract: {start: 2025-03-16, renewal_date: 2027-03-15, notice_period: "90d", cost: 1250.5}
criticality:
  business: 3   # stops all
  # hardly any
  integrations: 2
  risk: 1
data_residency:
  - EU (Frankfurt)  # the contract says so
  - US
tier: 1
holds_personal_data: true
unknown:
  vendor: {ask: mops}   # asked in March
description: |
  First.

  - a # b
  - c
# The end.
"""
TERMS = """\
kind: term
area: "Campaigns"  # of all
terms:
  # One
  - id: mql
    title: MQL # loud
    definition: A lead: no, a person.
    aliases: [Warm, "7"]

  - {id: sql, title: SQL, definition: Taken}
  # Three
  - definition: >-
      Folded
      text.
    title: Score
    id: score   # late
""".replace("A lead: no", "A lead, no")
KINDS = load_kinds()
FILES = {"system": ("knowledge/systems/marketo.yaml", SYSTEM), "term": ("knowledge/words.yaml", TERMS)}
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30) | st.sampled_from(
    ["=1+1", "007", "TRUE", "a; b", "x # y", "- x", "a: b", "'", '"', "null", "2026-01-01", "one\n\ntwo", "a\\", "é€ł"]
)


def of_column(column: Column) -> st.SearchStrategy[str]:
    """Return texts that somebody may type into a cell of a column."""
    if column.field.values:
        return st.sampled_from([str(value) for value in column.field.values])
    if column.holds == "date":
        return st.dates().map(str) | st.just("31.12.2026")
    if column.holds == "number":
        return st.integers(0, 10**6).map(str) | st.just("0,5")
    if column.holds == "boolean":
        return st.sampled_from(["TRUE", "falsch", "nein"])
    return TEXTS


COLUMNS = {name: [column for column in find_columns(KINDS[name])[0] if column.path != ("id",)] for name in FILES}


@st.composite
def edits(draw: st.DrawFn, name: str) -> list[tuple[int, Column, str]]:
    """Draw some cells and what is typed into each."""
    count = 1 if name == "system" else 3
    cells = st.tuples(st.integers(1, count), st.sampled_from(COLUMNS[name]))
    chosen = draw(st.lists(cells, min_size=1, max_size=6, unique_by=lambda cell: (cell[0], cell[1].heading)))
    return [(row, column, draw(of_column(column) | st.just(""))) for row, column in chosen]


def lines_of(text: str) -> dict[str, list[str]]:
    """Return the lines of each outermost field, without comments that have lines of their own."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        name = line.partition(":")[0] if re.match(r"\w+:", line) else name
        if line.strip() and not line.lstrip().startswith("#"):
            found.setdefault(name, []).append(line)
    return found


def states(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Return what each document says, with what its file says for all."""
    reader = States()
    return [reader.of(document).whole for document in documents]


def make(name: str, ends: str) -> tuple[Shelf, Rows]:
    """Return a shelf with one file in it, and its sheet."""
    path, text = FILES[name]
    source, documents, _ = read_document(path, text.replace("\n", ends).encode(), KINDS)
    shelf = Shelf(KINDS, tuple(documents), (), {path: source}, None, "knowledge")
    return shelf, parse_rows(to_csv(make_table(KINDS[name], shelf)))


@pytest.mark.parametrize("name", list(FILES))
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_random_edits_change_their_fields_and_nothing_else(name: str, ends: str, layout: Layout) -> None:
    """What the report calls edited is what the file says then; all other values, lines and comments are as they were."""
    shelf, sheet = make(name, ends)
    path, text = FILES[name][0], shelf.sources[FILES[name][0]].text
    before = states(shelf.documents)

    @given(edits(name))
    @settings(max_examples=25, deadline=None)
    def hold(typed: list[tuple[int, Column, str]]) -> None:
        rows = [list(row) for row in sheet]
        for row, column, cell in typed:
            rows[row][rows[0].index(column.heading)] = guard(cell)
        found = find_edits(read_csv_sheet(save_rows(rows), "a.csv"), KINDS[name], shelf, layout)
        after = found.files.get(path, text)
        expected = list(before)
        told = {(fault.row, fault.heading) for fault in found.faults}
        for edited in found.edited:
            number = edited.row - 2
            gone = [FieldChange(place, None, GONE) for place in edited.answered]
            for change in gone + [FieldChange(edit.column.path, None, edit.after) for edit in edited.edits]:
                expected[number] = with_change(expected[number], change)
            told |= {(edited.row, edit.column.heading) for edit in edited.edits}
        _, documents, troubles = read_document(path, after.encode(), KINDS)
        assert not troubles and states(documents) == expected
        # A group that is not whole is told by the column that is missing in it.
        tops = {(row + 1, column.path[0]) for row, column, _ in typed} | {(2, "unknown")}
        assert {(row, heading.partition(".")[0]) for row, heading in told} <= tops
        for row, column, cell in typed:
            if not {(row + 1, column.heading)} & told and not {fault.row for fault in found.faults} & {row + 1}:
                old = as_cell(value_at(before[row - 1], column.path), column)
                values = read_cell(cell, column) if cell.strip() else [None]
                assert old in [as_cell(value, column) for value in values] or old == compared(cell, column)
        assert find_comments(after.replace("\r\n", "\n")) == find_comments(text.replace("\r\n", "\n"))
        if name == "system":
            touched = {column.path[0] for _, column, _ in typed} | {"unknown"}
            kept, now = lines_of(text), lines_of(after)
            assert {key: lines for key, lines in now.items() if key not in touched} == {
                key: lines for key, lines in kept.items() if key not in touched
            }
        else:
            # Each edit takes the lines of its own field along, three at most, and what followed a hyphen moves up to it.
            lost = Counter(text.splitlines(True)) - Counter(after.splitlines(True))
            assert lost.total() <= 4 * len(typed)

    hold()
