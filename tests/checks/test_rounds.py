"""Rounds: two things are in one round if each leads to the other, and what only hangs on a round is in none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsbook.checks.rounds import find_rounds
from mopsbook.checks.stages import follow

NAMES = st.sampled_from("abcdefgh")


@pytest.mark.parametrize(
    ("ways", "rounds"),
    [
        ({"a": ["b"], "b": []}, []),
        ({"a": ["a"]}, [["a"]]),
        # The way from one round to another is in neither.
        ({"z": ["y"], "y": ["z", "a"], "a": ["c"], "c": ["d"], "d": ["c"]}, [["c", "d"], ["y", "z"]]),
        ({"a": ["b"], "b": ["a", "c"], "c": ["b"]}, [["a", "b", "c"]]),
    ],
)
def test_a_round_has_those_that_lead_back_to_themselves(ways: Mapping[str, list[str]], rounds: list[list[str]]) -> None:
    assert find_rounds(ways) == rounds


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=3)))
def test_two_are_in_one_round_if_each_leads_to_the_other(ways: dict[str, list[str]]) -> None:
    behind = {
        name: follow(ways, ways.get(name, ())) for name in {*ways, *(to for found in ways.values() for to in found)}
    }
    wanted = {
        tuple(sorted(to for to in found if name in behind[to])) for name, found in behind.items() if name in found
    }
    assert find_rounds(ways) == sorted(map(list, wanted))


def test_a_long_way_does_not_take_forever_or_too_deep() -> None:
    ways = {str(number): [str(number + 1)] for number in range(100_000)}
    assert find_rounds(ways) == []
    assert len(find_rounds({**ways, "100000": ["0"]})[0]) == 100_001
