"""Two versions of a text are shown as one, with what went and what came marked."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsbook.pages.marks import mark_words

ARROW = '<span role="img" aria-label="became">→</span>'


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("the four global forms here", "the four forms that matter here", "the four <del>global</del> forms <ins>that matter</ins> here"),
        ("every Monday at nine", "every Tuesday at nine", "every <del>Monday</del> <ins>Tuesday</ins> at nine"),
        ("", "New & <odd>", "<ins>New &amp; &lt;odd&gt;</ins>"),
        ("gone", "", "<del>gone</del>"),
        ("We sell at noon", "We buy and give", f"We <del>sell at noon</del> {ARROW} <ins>buy and give</ins>"),
        ("2", "1", f"<del>2</del> {ARROW} <ins>1</ins>"),
        ("a b", "a b c", "a b <ins>c</ins>"),
        ("a x b", "a b", "a <del>x</del> b"),
        ("same", "same", "same"),
    ],
)  # fmt: skip
def test_what_differs_is_marked_and_nothing_else(old: str, new: str, shown: str) -> None:
    """Words that stay are plain, words that went and came are marked, and text is never HTML."""
    assert mark_words(old, new) == shown


@settings(max_examples=500, deadline=None)
@given(*[st.lists(st.sampled_from(["a", "b", "c", "<d>", "&", "long-word"]), max_size=9).map(" ".join)] * 2)
def test_both_versions_can_be_read_from_what_is_shown(old: str, new: str) -> None:
    """Without what came it is the old text, without what went the new one."""
    html = mark_words(old, new).replace(ARROW, "")

    def read(gone: str) -> str:
        return " ".join(unescape(re.sub(r"<[^>]*>", "", re.sub(f"<{gone}>.*?</{gone}>", "", html))).split())

    assert read("ins") == old
    assert read("del") == new
