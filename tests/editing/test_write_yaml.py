"""What is written is read back exactly, by our reader and by readers of YAML 1.1."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsbook.editing.write_yaml import write_document
from mopsbook.reading.read import read_yaml

TRICKY = [
    "012", "NO", "#channel", "1.10", "2026-03-31", "12:30", "yes", "~", "null", "", "a: b", "a #b", "- x",
    "? x", "@me", "`x`", "%x", "*x", "&x", "!x", "|", ">", "x:", ":x", "[a", "{a}", "a, b", "1_000", "0x1f",
    ".5", "-.inf", "1e3", "=", "<<", "---", "...", "'", '"', "\\", "a\nb", "a\n\nb", "a\n  b\n", "  a\nb",
    "\ta", "a\tb", "x" * 300, "word " * 60 + "end", "a  b " * 40, "owner: me\nstatus: active", "\u00a0x",
    "x\u2028y", "\x85", "\ufeffx", "\ufffe", "\uffffx", "żółć 日本語 😀", "a\r\nb", "# x\ny", "---\nx", "key: |",
]  # fmt: skip


@pytest.mark.parametrize("text", TRICKY)
def test_text_that_looks_like_something_else_stays_text(text: str) -> None:
    data = {"title": text, "tags": [text, "x"], "links": [{"url": text, "title": text}], "contract": {"term": text}}
    written = write_document(data, ())
    reading = read_yaml(written.encode())
    assert (reading.value, reading.problems) == (data, ())


@pytest.mark.parametrize("text", [text for text in TRICKY if text not in ("\x85", "x\u2028y")])
def test_a_reader_of_yaml_1_1_reads_the_same_text(text: str) -> None:
    assert yaml.safe_load(write_document({"title": text, "tags": [text]}, ())) == {"title": text, "tags": [text]}


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.sampled_from(TRICKY)
PLAIN = TEXTS | st.integers(-(10**14), 10**14) | st.booleans() | st.none()
KEYS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(lambda key: key != "<<")
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
@settings(max_examples=250, deadline=None)
def test_any_value_is_read_back_exactly(data: dict) -> None:
    reading = read_yaml(write_document(data, ()).encode())
    assert (reading.value, reading.problems) == (data, ())


def test_long_text_is_folded_and_text_of_several_lines_stands_as_it_is() -> None:
    written = write_document({"purpose": "word " * 40 + "end", "description": "one\n\ntwo"}, ())
    assert "purpose: >-\n  word word" in written
    assert "description: |-\n  one\n\n  two\n" in written
    assert max(map(len, written.splitlines())) <= 120


def test_short_lists_stand_on_one_line_and_long_ones_below_each_other() -> None:
    written = write_document({"tags": ["a", "b"], "data": ["names, titles and telephone numbers of customers"]}, ())
    assert written == "tags: [a, b]\ndata:\n  - names, titles and telephone numbers of customers\n"
