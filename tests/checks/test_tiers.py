"""How much hangs on a document is worked out from what depends on it, and decides how much is asked of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gadgets import WHOLE, shelf_of, without
from mopsbook.checks.aims import target_of
from mopsbook.checks.tiers import MOST_COUNTED, Tier, tier_of


def gadget(id: str, *parts: str, **more: Any) -> dict[str, Any]:
    """A gadget that depends on its parts."""
    return {"kind": "gadget", "id": id, "title": id, "parts": list(parts)} | more


def tier(*documents: dict[str, Any]) -> Tier:
    """The tier of the first one."""
    shelf = shelf_of(*documents)
    return tier_of(shelf.documents[0], shelf)


def many(number: int, *parts: str, first: int = 0, **more: Any) -> list[dict[str, Any]]:
    return [gadget(f"g{first + each}", *parts, **more) for each in range(number)]


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        pytest.param([gadget("x")], Tier(3), id="1 + 1 + 1 points"),
        pytest.param([gadget("x", tier=2)], Tier(2, written=True), id="what is written wins"),
        pytest.param([gadget("x", tier=4), *many(12, "x", tier=1)], Tier(4, True, 1, 12, 12), id="even if it is less"),
        pytest.param([gadget("x", "y"), gadget("y", tier=1)], Tier(2, serves=1), id="3 + 1 + 1: it depends on tier 1"),
        pytest.param([gadget("x"), gadget("y", "x", tier=1)], Tier(2, False, 1, 1, 1), id="tier 1 depends on it"),
        pytest.param([gadget("x", "y"), gadget("y", tier=2)], Tier(3, serves=2), id="2 + 1 + 1: tier 2"),
        pytest.param([gadget("x"), *many(3, "x")], Tier(3, False, 0, 3, 3), id="1 + 2 + 1: three documents"),
        pytest.param([gadget("x"), *many(10, "x")], Tier(2, False, 0, 10, 10), id="1 + 3 + 2: ten documents"),
        pytest.param([gadget("x", "y"), gadget("y", tier=1), *many(10, "x")], Tier(1, False, 1, 10, 10), id="3 + 3 + 2"),
        pytest.param(
            [gadget("x"), gadget("y", "x"), *many(9, "y")], Tier(3, False, 0, 1, 10), id="1 + 1 + 2: ten over two references"
        ),
        pytest.param([gadget("x"), gadget("y", "x"), *many(40, "y")], Tier(2, False, 0, 1, MOST_COUNTED), id="1 + 1 + 3"),
        pytest.param([gadget("x"), *many(12, "x", status="retired")], Tier(3), id="what is retired depends on nothing"),
        pytest.param([gadget("x"), *many(12, replaced_by="x")], Tier(3), id="what it replaced does not depend on it"),
        pytest.param([gadget("x"), *many(12, description="See [[x]].")], Tier(3), id="nor what mentions it"),
        pytest.param([gadget("x", "x")], Tier(3), id="nor it itself"),
    ],
)  # fmt: skip
def test_points_make_a_tier(documents: list[dict[str, Any]], expected: Tier) -> None:
    """8 or 9 points are tier 1, 5 to 7 are tier 2, fewer are tier 3."""
    assert tier(*documents) == expected


def test_three_references_are_followed_and_no_more() -> None:
    """The fourth in a row is too far away to be stopped by it."""
    chain = [gadget("a"), gadget("b", "a"), gadget("c", "b"), gadget("d", "c"), gadget("e", "d")]
    assert tier(*chain).reach == 3


def test_no_way_goes_on_through_those_who_own() -> None:
    """That a role has a system does not make all that this role answers for depend on the system."""
    role = {"kind": "role", "id": "r", "title": "R", "access": [{"system": "a", "profile": "Admin"}]}
    shelf = shelf_of(role, *many(12, owner="r"))
    found = {document.id: tier_of(document, shelf) for document in shelf.documents}
    assert (found["a"].direct, found["a"].reach) == (1, 1)
    assert (found["r"].direct, found["r"].reach) == (12, 12)


IDS = [f"g{number}" for number in range(6)]
BOOKS = st.lists(
    st.builds(
        lambda id, parts, tier: gadget(id, *parts, **({"tier": tier} if tier else {})),
        st.sampled_from(IDS), st.lists(st.sampled_from(IDS), unique=True, max_size=4), st.sampled_from([0, 0, 1, 2, 3, 4]),
    ),
    min_size=1, max_size=6, unique_by=lambda each: each["id"],
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(books=BOOKS, more=st.integers(1, 12), own=st.sampled_from([0, 1, 4]))
def test_one_more_that_depends_on_it_never_lowers_a_tier(books: list[dict[str, Any]], more: int, own: int) -> None:
    """Whatever the book is like, and however important what comes new is."""
    id = books[0]["id"]
    new = many(more, id, first=100, **({"tier": own} if own else {}))
    before, after = tier(*books), tier(*books, *new)
    assert after.level <= before.level
    assert after.direct >= before.direct + more
    # In another order, the same.
    shelf = shelf_of(*reversed([*books, *new]))
    assert next(tier_of(one, shelf) for one in shelf.documents if one.id == id) == after


@pytest.mark.parametrize(
    ("policy", "targets"),
    [
        (None, [0, 0, 0]),
        ({"minimum": 50}, [50, 50, 0]),
        ({"targets": {"tier_1": 90}}, [90, 0, 0]),
        ({"minimum": 50, "targets": {"tier_1": 90}}, [90, 50, 0]),
        ({"minimum": 50, "targets": {"tier_1": 90, "tier_3": 0}}, [90, 0, 0]),
        ({"minimum": 50, "targets": {"tier_1": 90}, "kinds": {"gadget": 30}}, [30, 30, 0]),
        ({"minimum": 50, "targets": {"tier_1": 90}, "kinds": {"gadget": {"tier_3": 30}}}, [90, 30, 0]),
        ({"minimum": 50, "kinds": {"gadget": {"tier_1": 95}, "system": 3}}, [95, 50, 0]),
    ],
)
def test_the_nearest_word_of_the_policy_is_the_target(policy: dict[str, Any] | None, targets: list[int]) -> None:
    """Its tier within its kind, else its kind, else its tier, else the minimum; of what is retired nothing is asked."""
    documents = [gadget("one", tier=1), gadget("three"), gadget("gone", tier=1, status="retired")]
    shelf = shelf_of(*documents, policy={"completeness": policy} if policy else None)
    assert [target_of(document, shelf) for document in shelf.documents[:3]] == targets


def test_another_field_called_tier_is_no_tier() -> None:
    """What a kind of a team's own calls so may be anything; what is no level from 1 to 4 is not taken for one."""
    assert tier(without(WHOLE, tier=7)).written is False
