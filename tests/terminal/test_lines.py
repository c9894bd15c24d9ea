"""Lines and tables fit the terminal, whatever stands in them, and are whole where a program reads along."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsbook.terminal.lines import cut, fill, measure, pad, printable
from mopsbook.terminal.screen import PIPE, Screen
from mopsbook.terminal.table import count_fitting, table

WORDS = st.text("abcé 漢字\u0301-/", max_size=40)


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("漢字", 4), ("e\u0301", 1), ("", 0)])
def test_a_text_is_as_wide_as_a_terminal_shows_it(text: str, width: int) -> None:
    assert measure(text) == width


@pytest.mark.parametrize(
    ("text", "width", "shown"), [("abcdef", 4, "abc…"), ("漢字漢", 4, "漢…"), ("abc", 3, "abc"), ("abc", 0, "")]
)
def test_what_is_cut_says_so(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


def test_what_would_steer_a_terminal_is_not_shown() -> None:
    assert printable("red\033[31m\u202e\nnext") == "red [31m  next"


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=8).map(" ".join), st.integers(12, 40))
def test_a_filled_text_fits_and_loses_no_word(text: str, width: int) -> None:
    lines = fill(text, width, "* ", "  ").split("\n")
    assert all(measure(line) <= width or " " not in line.strip("* ") for line in lines)
    told = "".join(lines).removeprefix("*").replace(" ", "")
    assert told == text.replace(" ", "")


def test_without_a_width_nothing_is_broken() -> None:
    assert fill("word " * 100, 0) == " ".join(["word"] * 100)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=5), st.integers(30, 90))
def test_no_line_of_a_table_is_wider_than_the_terminal(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = table(("id", "title", "owner"), rows, Screen(width=width), whole=()).splitlines()
    assert len(lines) == len(rows) + 1
    assert all(measure(line) <= width for line in lines)


def test_the_widest_column_is_cut_first() -> None:
    shown = table(("id", "title"), [("marketo", "a sentence that goes on and on")], Screen(width=24))
    assert shown == "id       title\nmarketo  a sentence tha…\n"


def test_a_terminal_too_narrow_for_columns_gets_a_line_for_each_value() -> None:
    shown = table(("id", "title", "owner"), [("marketo-engage", "Marketo Engage", "")], Screen(width=20))
    assert shown == "id: marketo-engage\ntitle: Marketo\n  Engage\n"


def test_numbers_stand_below_each_other_at_their_ends() -> None:
    assert table(("n",), [("7",), ("1,200",)], Screen(width=20)) == "    n\n    7\n1,200\n"


def test_a_program_gets_whole_values_between_tabs_and_no_head() -> None:
    rows = [("a", "long " * 50, ""), ("b", "tab\there", "x")]
    assert table(("id", "title", "owner"), rows, PIPE) == f"a\t{'long ' * 50}\nb\ttab here\tx\n"


def test_a_padded_text_takes_its_width() -> None:
    assert (pad("漢", 4), pad("7", 3, right=True)) == ("漢  ", "  7")


def test_what_things_are_named_by_is_never_cut() -> None:
    shown = table(("title", "id"), [("A long title of something", "a-long-id-of-it")], Screen(width=28), whole=(1,))
    assert shown.splitlines()[1] == "A long tit…  a-long-id-of-it"


def test_columns_that_would_tell_nothing_are_counted_out() -> None:
    rows = [("an-id", "A title of some length", "An owner with a long name", "A fourth thing of the row")]
    heads = ("id", "title", "owner", "more")
    assert [count_fitting(heads, rows, Screen(width=width)) for width in (0, 100, 60, 41, 40)] == [4, 4, 4, 3, 2]
