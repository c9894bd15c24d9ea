"""Labels fit their boxes whatever the font."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stacks import HOSTILE, LONG

from mopsbook.diagrams.measure import ELLIPSIS, fit, measure, plain, wrap


@pytest.mark.parametrize("name", [*HOSTILE, *LONG])
@pytest.mark.parametrize("width", [60.0, 90.0, 180.0])
def test_no_line_is_wider_than_asked_and_there_are_at_most_three(name: str, width: float) -> None:
    lines = wrap(name, width, 12, 3)
    assert 1 <= len(lines) <= 3
    assert all(measure(line, 12) <= width for line in lines)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=150), st.floats(30, 200), st.integers(1, 4))
def test_any_text_is_wrapped_within_its_bounds(text: str, width: float, most: int) -> None:
    lines = wrap(text, width, 12, most)
    assert 1 <= len(lines) <= most
    assert all(measure(line, 12) <= width for line in lines)


def test_a_text_that_fits_is_not_changed() -> None:
    assert " ".join(wrap("Adobe Marketo Engage", 110, 12, 3)) == "Adobe Marketo Engage"


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    assert wrap(LONG[0], 90, 12, 3)[-1].endswith(ELLIPSIS)


def test_a_long_word_is_cut_after_its_hyphen() -> None:
    assert wrap("lead-to-account-matching-and-routing", 100, 12, 3)[0].endswith("-")


def test_an_emoji_of_several_characters_stays_whole() -> None:
    for width in range(40, 120, 7):
        for line in wrap("👩‍🚀👩‍🚀👩‍🚀👩‍🚀 🏳️‍🌈🏳️‍🌈", width, 12, 3):
            assert not line.endswith("\u200d")
            assert not line.startswith(("\u200d", "\ufe0f"))


def test_marks_that_turn_the_direction_of_the_page_are_taken_out() -> None:
    assert plain("a\u202eb\u2066c\x00d\ne") == "abc d e"


def test_the_narrowest_width_that_needs_no_cut_is_taken() -> None:
    assert fit("CRM", (40, 80, 120), 12)[0] == 40
    assert fit("Marketing Automation", (40, 90, 120), 12)[0] == 90
