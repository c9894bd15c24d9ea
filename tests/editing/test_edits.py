"""An edit changes what it says and nothing else: lines, comments, quotes and line ends stay, in lists and maps too."""

from __future__ import annotations

from typing import Any

import pytest

from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.edits import Arrange, Edit, RenameKey, SetValue, make_edits
from mopsbook.kinds.kind import Kind
from mopsbook.kinds.load import load_kinds
from mopsbook.reading.read import read_yaml

TEXT = """# The team writes here.
kind: process
id: launch
title: "Launch"   # as the board calls it
purpose: >-
  It takes a campaign from an idea
  to a brief that others can build
  from, and stops the others.
description: |
  # No comment, but a heading

  Some *words*.
sla: {value: 20, unit: 'business-days'}  # until the board agrees otherwise
tags: [one, 'two', three]
systems:
  # the first one
  - marketo   # sends
  - asana
does_not_apply:
  intake: Nobody asks for it   # yet
steps:
  - id: write
    title: Write it   # by hand
    responsible: writer
  # before anybody sees it
  - id: read
    title: Read it
    responsible: [reader, writer]

  - {id: send, title: Send it, next: [{to: write, when: 'It failed'}]}
# the end
"""


@pytest.fixture(scope="module")
def process() -> Kind:
    return load_kinds([])["process"]


def changed(text: str, edited: str) -> list[str]:
    """Return the lines that are other ones now: those that are gone, then those that came."""
    was, now = text.split("\n"), edited.split("\n")
    return [f"-{line}" for line in was if line not in now] + [f"+{line}" for line in now if line not in was]


CASES: list[tuple[Edit, list[str]]] = [
    (SetValue(("title",), "Start"), ['-title: "Launch"   # as the board calls it', '+title: "Start"   # as the board calls it']),
    (
        SetValue(("purpose",), "It takes a campaign from an idea to a plan that others can build from, and stops the others."),
        ["-  to a brief that others can build", "+  to a plan that others can build"],
    ),
    (SetValue(("description",), "# No comment, but a heading\n\nOther words.\n"), ["-  Some *words*.", "+  Other words."]),
    (
        SetValue(("sla", "value"), 5),
        [f"{sign}sla: {{value: {n}, unit: 'business-days'}}  # until the board agrees otherwise" for sign, n in (("-", 20), ("+", 5))],
    ),
    (SetValue(("tags", 1), "zwei"), ["-tags: [one, 'two', three]", "+tags: [one, 'zwei', three]"]),
    (Arrange(("tags",), ((2, None), (None, "a, b"), (1, None))), ["-tags: [one, 'two', three]", "+tags: [three, \"a, b\", 'two']"]),
    (SetValue(("systems", 0), "hubspot"), ["-  - marketo   # sends", "+  - hubspot   # sends"]),
    (SetValue(("steps", 0, "responsible"), ["writer", "asana"]), ["-    responsible: writer", "+    responsible: [writer, asana]"]),
    (SetValue(("steps", 1, "responsible"), GONE), ["-    responsible: [reader, writer]"]),
    (SetValue(("steps", 0, "id"), GONE), ["-  - id: write", "-    title: Write it   # by hand", "+  - title: Write it   # by hand"]),
    (SetValue(("steps", 0, "hand_over"), True), ["+    hand_over: true"]),
    (
        SetValue(("steps", 2, "next", 0, "when"), "It came back"),
        [f"{sign}  - {{id: send, title: Send it, next: [{{to: write, when: '{w}'}}]}}" for sign, w in (("-", "It failed"), ("+", "It came back"))],
    ),
    (RenameKey(("does_not_apply", "intake"), "frequency"), ["-  intake: Nobody asks for it   # yet", "+  frequency: Nobody asks for it   # yet"]),
    (SetValue(("does_not_apply", "scope"), "It is all there is"), ["+  scope: It is all there is"]),
    (Arrange(("systems",), ((0, None), (1, None), (None, "slack"))), ["+  - slack"]),
    (Arrange(("systems",), ((0, None),)), ["-  - asana"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "lines"), CASES, ids=[f"{type(edit).__name__} {'.'.join(map(str, edit.pointer))}" for edit, _ in CASES]
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_only_the_lines_of_an_edit_change(process: Kind, edit: Edit, lines: list[str], ends: str) -> None:
    edited, refused = make_edits(TEXT.replace("\n", ends), (), process, [edit])
    assert refused == []
    assert changed(TEXT, edited.replace(ends, "\n")) == lines
    assert edited.count("\n") == edited.count(ends)


def test_an_item_moves_with_its_lines_and_the_comment_above_it(process: Kind) -> None:
    edited, refused = make_edits(TEXT, (), process, [Arrange(("steps",), ((1, None), (0, None), (2, None)))])
    assert refused == []
    assert sorted(edited.split("\n")) == sorted(TEXT.split("\n"))
    assert "steps:\n  # before anybody sees it\n  - id: read\n" in edited


@pytest.mark.parametrize(
    "edit", [Arrange(("systems",), ((1, None),)), SetValue(("does_not_apply",), GONE), SetValue(("title",), GONE)]
)
def test_what_would_take_a_comment_away_is_refused_and_says_why(process: Kind, edit: Edit) -> None:
    edited, refused = make_edits(TEXT, (), process, [edit])
    assert edited == TEXT
    assert [(each.edit, each.reason) for each in refused] == [(edit, "a comment stands in it")]


def test_what_stands_in_two_places_by_an_alias_is_not_changed_in_one(process: Kind) -> None:
    text = "kind: process\nowner: &who writer\nreviewed_by: *who\n"
    edited, refused = make_edits(text, (), process, [SetValue(("reviewed_by",), "reader")])
    assert (edited, len(refused)) == (text, 1)


def test_the_other_documents_of_a_file_stay_as_they_are(process: Kind) -> None:
    text = "kind: process\nprocesses:\n  - id: a\n    title: A  # first\n  - {id: b, title: B}\n"
    edited, refused = make_edits(text, ("processes", 0), process, [SetValue(("owner",), "writer")])
    assert refused == []
    assert edited == text.replace("# first\n", "# first\n    owner: writer\n")


def test_a_file_whose_lines_end_in_two_ways_keeps_both_and_new_lines_end_as_most_do(process: Kind) -> None:
    text = "kind: process\r\nid: a\ntitle: A\r\npurpose: P\r\nowner: me\n"
    edited, _ = make_edits(text, (), process, [SetValue(("title",), "B"), SetValue(("status",), "active")])
    assert edited == "kind: process\r\nid: a\ntitle: B\r\npurpose: P\r\nowner: me\nstatus: active\r\n"


LONG: list[Any] = [
    "x" * 200,
    "one\n\n# two\n",
    "word " * 50 + "end",
    " blank before",
    "- x",
    "a: b # c",
    "yes",
    "5",
    "",
]


@pytest.mark.parametrize("value", LONG)
@pytest.mark.parametrize(
    "pointer", [("title",), ("purpose",), ("description",), ("tags", 0), ("systems", 1), ("steps", 0, "title")]
)
def test_any_text_can_take_the_place_of_any_other_and_is_read_back(process: Kind, pointer: tuple, value: str) -> None:
    edited, refused = make_edits(TEXT, (), process, [SetValue(pointer, value)])
    found: Any = read_yaml(edited.encode()).value
    for step in pointer:
        found = found[step]
    comment_in_the_way = pointer == ("title",) and "Launch" in edited
    assert found == value or (comment_in_the_way and refused[0].reason == "a comment stands in it")
