"""A change is said in a few words."""

from datetime import UTC, datetime

import pytest

from mopsbook.history.change import Change, Commit, FieldChange
from mopsbook.history.compare import compare
from mopsbook.history.sentences import summarise
from mopsbook.kinds.load import load_kinds

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
        ("was areas; tier: 2 → 1", change("renamed", TIER, old_id="areas")),
        ("tier and owner", change("changed", TIER, OWNER)),
        ("reviewed", change("changed", REVIEWED)),
        (
            "contract (Decided) and tier",
            change(
                "changed",
                FieldChange("contract.decided.what", "Contract · Decided · What", "", "renew", "added"),
                FieldChange("contract.decided.on", "Contract · Decided · On", "", "2026-11-12", "added"),
                TIER,
            ),
        ),
        ("SLA, Time: 4 (new)", change("changed", FieldChange("sla.value", "SLA · Time", "", "4", "added"))),
        (
            "tags: a, b, c and d (new)",
            change("changed", *(FieldChange("tags", "Tags", "", tag, "added") for tag in "abcd")),
        ),
        ("tags (2 gone)", change("changed", *(FieldChange("tags", "Tags", tag * 40, "", "removed") for tag in "ab"))),
        (
            "tags",
            change(
                "changed",
                FieldChange("tags", "Tags", "", "a", "added"),
                FieldChange("tags", "Tags", "b", "", "removed"),
            ),
        ),
        ("links: Guide (new)", change("changed", FieldChange("links.Guide", "Links · Guide", "", "Guide", "added"))),
        ("stage MQL (gone)", change("changed", FieldChange("stages.mql", "Stage MQL", "MQL", "", "removed"))),
        (
            "stage: MQL and SQL (new)",
            change(
                "changed",
                *(FieldChange(f"stages.{name}", f"Stage {name}", "", name, "added") for name in ("MQL", "SQL")),
            ),
        ),
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
    assert summarise(one, None) == said


def test_the_labels_of_a_group_read_as_one_sentence_and_names_stay_as_they_are_written() -> None:
    """What a schema calls a field stands in small letters within a sentence; what people call something does not."""
    kinds = load_kinds()
    decided = FieldChange(
        "contract.decided.on",
        "Contract · Decided for the next term · Decided on",
        "2 May 2026",
        "3 May 2026",
        "changed",
    )
    assert (
        summarise(change("changed", decided), kinds["system"])
        == "contract, decided for the next term, decided on: 2 May 2026 → 3 May 2026"
    )
    box = FieldChange(
        "environments.Test box.type", "Environments · Test box · Type", "Sandbox", "Production", "changed"
    )
    assert summarise(change("changed", box), kinds["system"]) == "environments, Test box, type: Sandbox → Production"


def test_a_group_is_said_as_its_schema_says_it() -> None:
    kinds = load_kinds()
    new = {"contract": {"start": "2026-01-01", "decided": {"what": "renew", "on": "2026-10-29"}}}
    [field] = compare(kinds["system"], {"contract": {"start": "2026-01-01"}}, new)
    assert (field.label, field.new) == (
        "Contract · Decided for the next term",
        "goes on as it is, decided on 29 October 2026",
    )


def test_an_item_that_is_known_by_its_day_is_called_by_that_day_in_words() -> None:
    kinds = load_kinds()
    [field] = compare(kinds["checklist"], {"runs": []}, {"runs": [{"date": "2026-09-11", "by": "ops"}]})
    assert (field.path, field.label, field.new) == ("runs.2026-09-11", "Run 11 September 2026", "11 September 2026")
