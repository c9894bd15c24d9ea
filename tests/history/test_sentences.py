"""A change is said in a sentence that a colleague would write."""

from datetime import UTC, datetime

import pytest

from mopsbook.history.change import Change, Commit, FieldChange
from mopsbook.history.sentences import describe

COMMIT = Commit("0" * 40, datetime(2026, 1, 1, tzinfo=UTC), "Ada", "Edit")
TIER = FieldChange("tier", "Tier", "2", "1", "changed")
OWNER = FieldChange("owner", "Owner", "ops", "head-of-ops", "changed")
REVIEWED = FieldChange("last_reviewed", "Last reviewed", "", "2026-03-01", "added")
LONG = "a text of many words, which nobody wants to read twice"


def change(what: str, *fields: FieldChange, old_id: str = "") -> Change:
    return Change("value-list", "regions", "Regions", what, COMMIT, "knowledge/r.yaml", fields, old_id)


@pytest.mark.parametrize(
    ("said", "one"),
    [
        ("Added the value list Regions", change("added")),
        ("Removed the value list Regions", change("removed")),
        ("Renamed the value list `areas` to `regions` (Regions)", change("renamed", old_id="areas")),
        ("Renamed the value list `areas` to `regions` (Regions): tier 2 → 1", change("renamed", TIER, old_id="areas")),
        ("Regions: tier 2 → 1, owner changed from `ops` to `head-of-ops`", change("changed", TIER, OWNER)),
        ("Regions: reviewed on 2026-03-01", change("changed", REVIEWED)),
        ("Regions: SLA · Time added: 4", change("changed", FieldChange("sla.value", "SLA · Time", "", "4", "added"))),
        ("Regions: stage MQL added", change("changed", FieldChange("stages.mql", "Stage MQL", "", "MQL", "added"))),
        ("Regions: step QA moved", change("changed", FieldChange("steps.qa", "Step QA", "first", "after B", "moved"))),
        ("Regions: purpose reworded", change("changed", FieldChange("purpose", "Purpose", LONG, LONG[2:], "changed"))),
        (
            "Regions: tags added: `a`, `b` and 2 more",
            change("changed", *(FieldChange("tags", "Tags", "", tag, "added") for tag in "abcd")),
        ),
        (
            "Regions: f0 1 → 2, f1 1 → 2, f2 1 → 2, 3 more changes",
            change("changed", *(FieldChange(f"f{n}", f"F{n}", "1", "2", "changed") for n in range(6))),
        ),
    ],
)
def test_a_change_is_said_in_a_sentence(said: str, one: Change) -> None:
    assert describe(one) == said


def test_the_label_of_the_kind_is_used_where_it_is_given() -> None:
    assert describe(change("added"), "List of values") == "Added the list of values Regions"
