"""What to write next comes in an order that everybody can follow, with the line to edit."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gadgets import TODAY, WHOLE, shelf_of, without
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.make import make_catalog
from mopsbook.catalog.what_next import line_of, what_next

POLICY = {"completeness": {"targets": {"tier_1": 90, "tier_2": 80}, "kinds": {"team": 0, "system": 0}}}


def catalog_of(*documents: dict[str, Any]) -> Catalog:
    shelf = shelf_of(*documents, policy=POLICY)
    return make_catalog(shelf, (), TODAY)


def gadget(id: str, *less: str, **more: Any) -> dict[str, Any]:
    """A gadget that says everything but a few fields."""
    return without(WHOLE, *less, id=id, **more)


def order(*documents: dict[str, Any]) -> list[str]:
    catalog = catalog_of(*documents)
    return [task.entity.id for task in what_next(catalog, catalog.of_kind("gadget"))]


def test_what_misses_its_target_comes_first() -> None:
    """Even before what is of a higher tier and lacks something required."""
    assert order(gadget("fine", "purpose", tier=1), gadget("short", "systems", "contract", tier=2)) == ["short", "fine"]


def test_what_is_required_comes_before_what_is_recommended() -> None:
    """A tier 1 gadget without a description can wait for a tier 2 gadget without an owner."""
    assert order(gadget("nice", "description", tier=1), gadget("must", "owner", tier=2)) == ["must", "nice"]


def test_a_more_important_tier_comes_first() -> None:
    """Of two that lack the same."""
    assert order(gadget("b", "purpose", tier=2), gadget("c", "purpose", tier=1)) == ["c", "b"]


def test_what_more_depends_on_comes_first() -> None:
    """Of two of one tier that lack the same."""
    user = gadget("u", parts=["c"])
    assert order(gadget("b", "purpose", tier=2), gadget("c", "purpose", tier=2), user) == ["c", "b"]


def test_what_is_nearly_done_comes_first() -> None:
    """And of equals the one that comes first in the alphabet."""
    two = gadget("a", "purpose", "description", tier=2)
    assert order(two, gadget("c", "purpose", tier=2), gadget("b", "purpose", tier=2)) == ["b", "c", "a"]


def test_what_is_complete_retired_or_being_found_out_is_not_there() -> None:
    """There is nothing to write in it."""
    unknown = {"purpose": {"ask": "ops"}}
    documents = [gadget("a"), gadget("b", "purpose", status="retired"), gadget("c", "purpose", unknown=unknown)]
    assert order(*documents) == []


def test_within_a_document_what_gains_most_comes_first() -> None:
    """With what to write, in a sentence."""
    catalog = catalog_of(gadget("g", "description", contract={"cost": 0}, systems=["nobody"], purpose="Wheel."))
    (task,) = what_next(catalog, catalog.of_kind("gadget"))
    assert [part.field.dotted for part in task.parts] == ["systems", "purpose", "contract.ends", "description"]
    assert task.label == "Systems"
    assert task.advice == "What it names is not there."
    assert task.entity.kind.trail(task.parts[2].field) == "Contract · Ends"


def test_the_line_is_that_of_the_value_or_of_the_group_it_belongs_in() -> None:
    """Where nothing stands yet, it is the one with the id, as for findings."""
    steps = [{"title": "Push", "how": "With both hands."}, {"title": "Pull"}]
    documents = {
        "id": gadget("g", "purpose"),
        "purpose": gadget("g", purpose="TBD"),
        "systems": gadget("g", systems=["a", "nobody"]),
        "last_reviewed": gadget("g", last_reviewed="2024-01-01"),
        "title: Pull": gadget("g", steps=steps),
    }
    for word, data in documents.items():
        catalog = catalog_of(data)
        (task,) = what_next(catalog, catalog.of_kind("gadget"))
        line = catalog.shelf.documents[0].source.lines[line_of(catalog, task) - 1]
        assert line.lstrip("- ").startswith("nobody" if word == "systems" else word)


DOCUMENTS = st.lists(
    st.builds(
        lambda id, less, tier, parts: gadget(id, *less, tier=tier, parts=parts),
        st.sampled_from("abcdef"),
        st.sets(st.sampled_from(["purpose", "owner", "description", "systems", "contract"])),
        st.integers(1, 4),
        st.lists(st.sampled_from("abcdef"), unique=True),
    ),
    max_size=6,
    unique_by=lambda each: each["id"],
)


@settings(max_examples=30, deadline=None)
@given(documents=DOCUMENTS, data=st.data())
def test_the_order_is_the_same_however_the_files_are_read(documents: list[dict[str, Any]], data: st.DataObject) -> None:
    """It names each document that lacks something once, and hangs on what they say alone."""
    expected = order(*documents)
    assert order(*data.draw(st.permutations(documents))) == expected
    assert sorted(expected) == sorted(
        each["id"] for each in documents if each.keys() < (WHOLE.keys() | {"tier", "parts"})
    )
