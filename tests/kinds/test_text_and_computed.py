"""References that may be text, and values that follow from others: what the vocabulary says beyond JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mopsbook.checks.completeness import measure_all
from mopsbook.checks.run import run_checks
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError

Book = Callable[..., Shelf]
TODAY = date(2026, 11, 22)
LEAD = "kind: object\nid: lead\ntitle: Lead\naliases: [Person]\nfields:\n  - {id: email, title: E-mail}\n"
SYNC = """\
kind: integration
id: sync
title: Sync
source: marketo
target: marketo
direction: one-way
objects: [{source_object: OBJECT, target_object: Order}]
field_mappings: [{source_field: "FROM", target_field: Email}]
"""
SYSTEM = "kind: system\nid: marketo\ntitle: Marketo\ncriticality: {business: 3, integrations: 2, risk: 2}\n"


def named(shelf: Shelf, id: str) -> list[str]:
    return [
        f"{reference.name} -> {target.document.id if target else None}"
        for reference, target in shelf.references
        if reference.document.id == id and reference.field.or_text
    ]


@pytest.mark.parametrize(
    ("object", "field", "found"),
    [
        ("Lead", "lead#email", ["Lead -> lead", "lead#email -> lead"]),
        ("Person", "email", ["Person -> lead"]),
        ("Custom object", "Message in #ops", []),
        ("Lead #1", "properties.email", []),
        ("Order", "lead#emial", ["lead#emial -> None"]),
        ("Order", "laed#email", ["laed#email -> None"]),
    ],
)
def test_what_is_called_so_is_a_reference_and_the_rest_is_text(
    book: Book, object: str, field: str, found: list[str]
) -> None:
    """Only a name with a # in it must lead to a part; a bare field name is an API name, whatever the book describes."""
    sync = SYNC.replace("OBJECT", f'"{object}"').replace("FROM", field)
    shelf = book({"o/lead.yaml": LEAD, "i/sync.yaml": sync, "s/marketo.yaml": SYSTEM})
    assert named(shelf, "sync") == found
    broken = [finding for finding in run_checks(shelf, TODAY) if finding.rule == "broken-reference"]
    assert len(broken) == sum("None" in name for name in found)


def system(book: Book, text: str) -> dict[str, object]:
    return dict(book({"s/marketo.yaml": text}).documents[0].data)


@pytest.mark.parametrize(
    ("scores", "tier"),
    [
        ("{business: 3, integrations: 3, risk: 2}", 1),
        ("{business: 3, integrations: 2, risk: 2}", 2),
        ("{business: 2, integrations: 2, risk: 1}", 2),
        ("{business: 2, integrations: 1, risk: 1}", 3),
        ("{business: 1, integrations: 1, risk: 1}", 3),
        ("{business: 3, integrations: 3}", None),
        ("{business: 3, integrations: 3, risk: 9}", None),
    ],
)
def test_a_tier_follows_from_its_scores(book: Book, scores: str, tier: int | None) -> None:
    """8 to 9 is tier 1, 5 to 7 tier 2, 3 to 4 tier 3; while a score is missing or wrong, nothing follows."""
    text = SYSTEM.replace("{business: 3, integrations: 2, risk: 2}", scores)
    assert system(book, text).get("tier") == tier


def test_a_tier_that_is_written_stays_as_it_is_written(book: Book) -> None:
    """A rule compares the two; the loader takes no side."""
    assert system(book, SYSTEM + "tier: 4\n")["tier"] == 4


def test_what_is_expected_of_a_tier_is_expected_of_a_computed_one(book: Book) -> None:
    """Who leaves the tier out does not get around what tier 1 and 2 must say."""
    shelf = book({"s/marketo.yaml": SYSTEM})
    gaps = {gap.field.name for gap in measure_all(shelf, TODAY)[0].gaps}
    assert {"provisioners", "contract"} <= gaps
    assert "tier" not in gaps


def test_a_value_computed_from_what_is_no_group_is_a_fault(book: Book) -> None:
    """A sum of nothing would never give a value, and nobody would see why."""
    schema = (Path(__file__).parents[2] / "schemas" / "system.schema.yaml").read_text(encoding="utf-8")
    with pytest.raises(SetupError, match="`tier` is computed from `critical`, which is no group"):
        book({}, {"system.schema.yaml": schema.replace("sum: criticality", "sum: critical")})


def test_a_key_that_looks_like_a_number_is_a_key(book: Book) -> None:
    """What is wrong under it is named there and taken out."""
    document = book({"s/marketo.yaml": SYSTEM + 'does_not_apply: {"0": 1}\n'}).documents[0]
    assert document.data["does_not_apply"] == {"0": "1"}
    assert ("does_not_apply", "0") in [violation.pointer for violation in document.violations]
