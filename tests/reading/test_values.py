"""Values are YAML 1.2 as editors show it, and no number changes on the way."""

from __future__ import annotations

import math

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsbook.reading.read import read_yaml
from mopsbook.reading.scalars import may_change_numbers, resolve

TYPED = [
    "NO",
    "on",
    "yes",
    "off",
    "y",
    "n",
    "12:30",
    "12:30:45",
    "2024-01-01",
    "2024-01-01T10:00:00Z",
    "012",
    "007",
    "1_000",
    "0x1f",
    "0o12",
    "0b11",
    "+12",
    "1e3",
    ".5",
    "1.",
    ".inf",
    "-.INF",
    ".nan",
    "1.10",
    "12345678901234567890",
    "1234567890123456",
    "-0",
    "_1",
    "1__0",
    "tRue",
    "nULL",
    "inf",
    "nan",
    "1.2.3",
    "1,5",
    "=",
    "-.5",
]


@pytest.mark.parametrize("typed", TYPED)
def test_what_a_conversion_would_change_stays_as_typed(typed: str) -> None:
    text = f"a: {typed}\nb: [{typed if ',' not in typed else 'x'}, x]\nc:\n  - {typed} # why\n  - 5\n"
    value = read_yaml(text.encode()).value
    assert value["a"] == typed
    assert value["c"] == [typed, 5]
    assert value["b"][0] == (typed if "," not in typed else "x")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("0", 0), ("-12", -12), ("123456789012345", 123456789012345), ("0.5", 0.5), ("-1.25", -1.25)]
    + [(word, True) for word in ("true", "True", "TRUE")]
    + [(word, False) for word in ("false", "False", "FALSE")]
    + [(word, None) for word in ("null", "Null", "NULL", "~", "")],
)
def test_core_schema_values_are_converted(typed: str, meant: object) -> None:
    value = read_yaml(f"a: {typed}\n".encode()).value["a"]
    assert value == meant
    assert type(value) is type(meant)


def test_a_number_in_prose_is_no_reason_for_a_closer_look() -> None:
    """What looks like a number in another form is one only if the value holds that number."""
    prose = "b: In version 2. at 10:06, 1_000 of +7, or -0\nc: 5\n"
    assert not may_change_numbers(prose, {5})
    assert all(may_change_numbers(prose, {5, number}) for number in (2.0, 6, 1000, 7, 0))


@pytest.mark.parametrize("typed", ["5.", "5.0e0", "5e0", "5.00"])
def test_a_number_that_would_change_stays_text_beside_an_integer_that_is_as_great(typed: str) -> None:
    assert read_yaml(f"a: 5\nb: {typed}\nc: [5, {typed}]\n".encode()).value == {"a": 5, "b": typed, "c": [5, typed]}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(end: str) -> None:
    text = 'a: "x\n  y"\nb: |\n  x\n  y\nc: 0.50\n'.replace("\n", end)
    assert read_yaml(text.encode()).value == {"a": "x y", "b": "x\ny\n", "c": "0.50"}


def test_byte_order_mark_is_accepted() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1\n").value == {"a": 1}


def test_foreign_line_breaks_are_kept_in_values_of_both_paths() -> None:
    assert read_yaml("a: x\u2028y\x85z\n".encode()).value == {"a": "x\u2028y\x85z"}
    assert read_yaml("k\u2028: x\u2028y\x85z\nb: 012\n".encode()).value == {"k\u2028": "x\u2028y\x85z", "b": "012"}


def test_aliases_are_written_out() -> None:
    assert read_yaml(b"a: &x {b: 012}\nc: *x\n").value == {"a": {"b": "012"}, "c": {"b": "012"}}


def from_nodes(node: yaml.Node) -> object:
    """The slow reader this room is measured by: every value from the source of its node."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: from_nodes(child) for key, child in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [from_nodes(child) for child in node.value]
    return node.value if node.style else resolve(node.value)


WORDS = st.one_of(
    st.text("0123456789_+-.eExXobinfaNIF:", min_size=1, max_size=6),
    st.text("019.", min_size=1, max_size=4),
    st.sampled_from([*TYPED, "true", "null", "~", "5", "0.5", "text", "two words", "it 012 is"]),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.integers().map(str),
)
SCALARS = st.one_of(WORDS, WORDS.map(lambda word: f"'{word}'"), WORDS.map(lambda word: f'"{word}"'))


def flow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inner, max_size=3)
    pairs = items.map(lambda parts: "{" + ", ".join(f"k{n}: {part}" for n, part in enumerate(parts)) + "}")
    quoted = items.map(lambda parts: "{" + ",".join(f'"k{n}":{part}' for n, part in enumerate(parts)) + "}")
    return st.one_of(items.map(lambda parts: "[" + ",".join(parts) + "]"), pairs, quoted)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.recursive(SCALARS, flow, max_leaves=4), min_size=1, max_size=5), st.sampled_from(["", " ", " # c"]))
def test_fast_path_agrees_with_the_slow_one(parts: list[str], tail: str) -> None:
    text = "".join(f"k{n}: {part}{tail}\nl{n}:\n  - {part}\n" for n, part in enumerate(parts))
    reading = read_yaml(text.encode())
    if reading.problems:
        return
    try:
        expected = from_nodes(yaml.compose(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return  # YAML 1.1 refuses some plain text that YAML 1.2 allows, such as [:0]
    assert repr(reading.value) == repr(expected)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_raise(content: bytes) -> None:
    reading = read_yaml(content)
    assert reading.problems or isinstance(reading.value, dict)


@settings(max_examples=600, deadline=None)
@given(st.text("ab:-?[]{}&*!|>'\"#%@` \n\t\r,~<0\u2028\ufeff.", max_size=40))
def test_no_text_raises_and_every_place_is_in_the_file(text: str) -> None:
    reading = read_yaml(text.encode())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in reading.problems:
        assert 1 <= problem.line <= len(lines) + 1
        assert 1 <= problem.column <= max(map(len, lines)) + 1


def test_infinite_floats_cannot_arise() -> None:
    value = read_yaml(b"a: 1e999\nb: 1" + b"0" * 400 + b".0\n").value
    assert not any(isinstance(part, float) and math.isinf(part) for part in value.values())
