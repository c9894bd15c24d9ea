"""A change is said in a few words."""

from datetime import UTC, datetime

import pytest

from mopsbook.history.change import Change, Commit, FieldChange
from mopsbook.history.sentences import summarise

COMMIT = Commit("0" * 40, datetime(2026, 1, 1, tzinfo=UTC), "Ada", "Edit")
TIER = FieldChange("tier", "Tier", "2", "1", "changed")
OWNER = FieldChange("owner", "Owner", "ops", "head-of-ops", "changed")
REVIEWED = FieldChange("last_reviewed", "Last reviewed", "", "2026-03-01", "added")


def change(what: str, *fields: FieldChange, old_id: str = "") -> Change:
    return Change("value-list", "regions", "Regions", what, COMMIT, "knowledge/r.yaml", fields, old_id)


@pytest.mark.parametrize(
    ("said", "one"),
    [
        ("new", change("added")),
        ("removed", change("removed")),
        ("was areas", change("renamed", old_id="areas")),
        ("was areas; tier", change("renamed", TIER, old_id="areas")),
        ("tier and owner", change("changed", TIER, OWNER)),
        ("reviewed", change("changed", REVIEWED)),
        (
            "contract · Decided and tier",
            change(
                "changed",
                FieldChange("contract.decided.what", "Contract · Decided · What", "", "renew", "added"),
                FieldChange("contract.decided.on", "Contract · Decided · On", "", "2026-11-12", "added"),
                TIER,
            ),
        ),
        ("SLA · Time", change("changed", FieldChange("sla.value", "SLA · Time", "", "4", "added"))),
        ("tags", change("changed", *(FieldChange("tags", "Tags", "", tag, "added") for tag in "abcd"))),
        (
            "f0, f1, f2 and f3",
            change("changed", *(FieldChange(f"f{n}", f"F{n}", "1", "2", "changed") for n in range(4))),
        ),
        (
            "f0, f1, f2 and 3 more",
            change("changed", *(FieldChange(f"f{n}", f"F{n}", "1", "2", "changed") for n in range(6))),
        ),
    ],
)
def test_a_change_is_said_in_a_few_words(said: str, one: Change) -> None:
    assert summarise(one) == said
