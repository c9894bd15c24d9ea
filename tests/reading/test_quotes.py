"""A quote that swallows the keys below it is found where it opens; prose in quotes is left alone."""

from __future__ import annotations

import pytest

from mopsbook.reading.places import Places
from mopsbook.reading.quotes import find_swallowed
from mopsbook.reading.read import read_yaml

KEYS = frozenset({"title", "owner", "name", "due", "known-key"})


def swallowed(text: str) -> list[tuple[tuple, int, int]]:
    reading = read_yaml(text.encode())
    assert not reading.problems
    found = find_swallowed(reading.text, reading.value, Places(reading.text), KEYS)
    return [(each.pointer, each.problem.line, each.problem.column) for each in found]


@pytest.mark.parametrize(
    ("text", "pointer", "line", "column"),
    [
        ("title: 'x\n  owner: y\n  due: z'\n", ("title",), 1, 8),
        ('m:\n  title: "x\n\n    owner: y"\n', ("m", "title"), 2, 10),
        ("m:\n  - name: 'a\n      - name: b'\n", ("m", 0, "name"), 2, 11),
        ("m:\n- 'a\n  name: b'\n", ("m", 0), 2, 3),
        ("m:\r\n  title: 'x\r\n    known-key: y'\r\n", ("m", "title"), 2, 10),
        ("title: 'x\n  owner: '\n", ("title",), 1, 8),
    ],
)
def test_swallowed_key_is_reported_at_the_opening_quote(text: str, pointer: tuple, line: int, column: int) -> None:
    assert swallowed(text) == [(pointer, line, column)]


def test_a_key_beside_the_quoted_one_makes_the_file_unreadable_and_is_named_all_the_same() -> None:
    problem = read_yaml(b"m:\n  title: 'x\n  owner: y\n  due: z'\n").problems[0]
    assert (problem.line, problem.column) == (2, 10)
    assert "swallows line 3 with the key 'owner'" in problem.message


def test_message_names_line_and_key_and_hint_names_the_line_to_close_on() -> None:
    text = "m:\n  title: 'x\n  owner: y'\n"
    problem = find_swallowed(text, {"m": {"title": "x owner: y"}}, Places(text), KEYS)[0].problem
    assert "line 3" in problem.message
    assert "'owner'" in problem.message
    assert "at the end of line 2" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "title: 'the owner: me, due: now'\n",
        "title: |\n  x\n  owner: y\n",
        "title: >\n  x\n  owner: y\n",
        "title: 'see\n  other: thing'\n",
        "title: 'the\n  good owner: me'\n",
        'title: "x\\nowner: y"\n',
    ],
)
def test_prose_and_text_blocks_are_left_alone(text: str) -> None:
    assert swallowed(text) == []


def test_an_alias_repeats_no_report() -> None:
    assert len(swallowed("a: &x\n  title: 'x\n    owner: y'\nb: *x\n")) == 1
