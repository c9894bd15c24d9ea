"""A narrow place is one that all later commits go back to, so that no branch can put anything before it."""

import pytest

from mopsbook.history.narrow import all_lead_to, find_narrow

# a - b - c - f - g, with d and e on a branch from b that f merges. Newest first.
GRAPH = {"g": ["f"], "f": ["c", "e"], "e": ["d"], "d": ["b"], "c": ["b"], "b": ["a"], "a": []}


@pytest.mark.parametrize(("behind", "place"), [(0, "g"), (1, "f"), (2, "b"), (5, "b"), (6, "a")])
def test_a_place_is_looked_for_before_open_branches(behind: int, place: str) -> None:
    found, after = find_narrow(GRAPH, "g", behind, 9)
    assert found == place
    assert all_lead_to(place, {commit: GRAPH[commit] for commit in GRAPH if commit in after}, "g")


def test_without_such_a_place_it_is_the_head() -> None:
    assert find_narrow(GRAPH, "g", 7, 9) == ("g", frozenset())
    assert find_narrow(GRAPH, "g", 1, 0) == ("g", frozenset())
    assert find_narrow({"b": [], "a": []}, "b", 1, 9) == ("b", frozenset())


@pytest.mark.parametrize(
    ("place", "graph"),
    [
        ("c", {"g": ["f"], "f": ["c", "e"], "e": ["d"], "d": ["b"]}),
        ("b", {"g": ["f"], "f": ["b", "x"], "x": []}),
        ("h", {}),
    ],
)
def test_a_branch_that_began_before_a_place_makes_it_no_begin(place: str, graph: dict[str, list[str]]) -> None:
    """Nor does another root, nor a head that lies before the place."""
    assert not all_lead_to(place, graph, "g")
