"""A convention as plain values says of each text of a pattern what the checker says."""

import json
from typing import Any

import pytest

from mopsbook.naming.convention import Convention, Segment
from mopsbook.naming.parse import matches
from mopsbook.naming.plain import as_plain

TEXTS = ["", "a", "é", "Ж", "٣", "7", "a_b", "a-b", "ab" * 20, "A1", " ", "a b"]


def _plain(pattern: str) -> Any:
    segment = Segment("topic", "Topic", "text", True, pattern=pattern)
    whole = Convention("Names", "_", "any", None, (), (segment,), frozenset())
    return json.loads(json.dumps(as_plain(whole)))["segments"][0]


def _follow(ways: Any, text: str) -> bool:
    state = 0
    for sign in text:
        state = next((to for low, high, to in ways[state][1] if low <= ord(sign) <= high), -1)
        if state < 0:
            return False
    return bool(ways[state][0])


@pytest.mark.parametrize("pattern", [r"\w+", r"\d+", "[a-z0-9]+", "([a-z]+-?)+", "[^_]{1,3}", "a|b1?", r"\w{2,}-?\w*"])
def test_the_ways_of_a_pattern_lead_where_the_checker_goes(pattern: str) -> None:
    """Letters beyond ASCII are none of `\\w` for either of them."""
    ways = _plain(pattern)["ways"]
    assert [_follow(ways, text) for text in TEXTS] == [matches(pattern, text) for text in TEXTS]


def test_a_pattern_that_cannot_be_used_refuses_nothing_on_the_page_either() -> None:
    assert {"pattern", "ways"}.isdisjoint(_plain("(?=a)b"))


def test_a_pattern_that_is_not_read_here_is_left_to_the_browser() -> None:
    told = _plain(r"\p{Lu}+")
    assert told["pattern"] == r"\p{Lu}+" and "ways" not in told
