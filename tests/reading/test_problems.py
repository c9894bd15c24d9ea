"""Each thing a file may get wrong is told once, at its place, in a colleague's words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mopsbook.reading.read import read_yaml

TABLE = yaml.safe_load((Path(__file__).parent / "problem_table.yaml").read_text("utf-8"))
JARGON = (
    "scalar",
    "token",
    "node",
    "parser error",
    "expected <",
    "while parsing",
    "while scanning",
    "flow",
    "block map",
)


@pytest.mark.parametrize("case", TABLE, ids=[case["why"] for case in TABLE])
def test_problem_stands_at_its_place_in_plain_words(case: dict) -> None:
    reading = read_yaml(case["text"].encode())
    assert len(reading.problems) == 1, reading.problems
    problem = reading.problems[0]
    assert [problem.line, problem.column] == case["at"], problem
    assert case["says"] in problem.message
    assert problem.hint.endswith(".")
    assert not any(word in problem.message + problem.hint for word in JARGON)


def test_all_equal_keys_are_listed_and_the_last_counts() -> None:
    reading = read_yaml(b"a: 1\na: 2\nb: {x: 1, x: 2}\na: 3\n")
    assert [(each.line, each.column) for each in reading.problems] == [(2, 1), (3, 11), (4, 1)]
    assert reading.value == {"a": 3, "b": {"x": 2}}


@pytest.mark.parametrize(
    ("content", "line", "column", "says"),
    [
        (b"a: 1\nb: gr\xfcn\n", 2, 6, "0xFC"),
        ("ä: ".encode() + b"\x80", 1, 4, "0x80"),
        (b"a: \xed\xa0\x80", 1, 4, "UTF-8"),
        ("a: 1\n".encode("utf-16"), 1, 1, "UTF-16"),
        ("a: 1\n".encode("utf-32"), 1, 1, "UTF-32"),
        ("a: 1\n".encode("utf-16-le"), 1, 2, "UTF-16"),
    ],
)
def test_bytes_that_are_not_utf8_are_placed(content: bytes, line: int, column: int, says: str) -> None:
    problem = read_yaml(content).problems[0]
    assert (problem.line, problem.column) == (line, column)
    assert says in problem.message
    assert "UTF-8" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "---\na: 1\n",
        "# c\n\n---\na: 1\n...\n",
        "%YAML 1.2\n---\na: 1\n",
        "1.2.3: x\n12:30: x\nb: 012\n",
        "a: # no value here\n",
        "a: &x {b: 1}\nc: *x\n",
        "a: Sales & Marketing! Really !\n",
        "a: |\n  x\ty\n    - deeper\n  " + "-" * 900 + "\nb: 1\n",
        'a: "x\n  y"\n',
        "a: b\tc\n",
        "a: [" + "[b], " * 200 + "]\n",
        'a: >\n  @you `and` %this: it\'s "all" right [ {\n',
    ],
)
def test_what_is_allowed_passes(text: str) -> None:
    assert read_yaml(text.encode()).problems == ()
