"""Waivers: a finding that somebody answers for is counted and does not fail, until its day."""

from __future__ import annotations

import json

import pytest
from desk import NOON, Desk, serious, system

from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.pages.make import make_drafts
from mopsbook.pipeline import make_book, template_folders
from mopsbook.today import today

WRONG = {"owner": "nobody"}


def waiver(rule: str, entity: str, until: str = "2026-12-31", **fields: str) -> str:
    said = {"title": "W", "rule": rule, "entity": entity, "reason": "The move ends in December.", "owner": "ops"}
    lines = "".join(f"    {name}: {value}\n" for name, value in {**said, "until": until, **fields}.items() if value)
    return f"kind: waiver\nwaivers:\n  - id: w\n{lines}"


def test_a_waived_finding_does_not_fail_and_is_counted_and_shown_with_its_reason(desk: Desk) -> None:
    desk.write({"systems/a.yaml": system("a", **WRONG), "waivers.yaml": waiver("broken-reference", "system/a")})
    done = desk.check()
    assert done.code == 0
    assert "Besides 1 waived; --all shows them." in done.text and "broken-reference" not in done.text
    shown = desk.check("--all").text
    assert "error[broken-reference] (waived: The move ends in December.): system `a`" in shown
    (finding,) = [
        one for one in json.loads(desk.check("--format", "json").text)["findings"] if one["state"] == "waived"
    ]
    assert finding["reason"] == "The move ends in December."


def test_after_its_last_day_the_finding_fails_again_and_so_does_the_waiver(desk: Desk) -> None:
    files = {
        "systems/a.yaml": system("a", **WRONG),
        "waivers.yaml": waiver("broken-reference", "system/a", "2026-11-23"),
    }
    desk.write(files)
    assert desk.check(days=1).code == 0
    done = desk.check(days=2)
    assert done.code == 1
    assert serious(desk.find(days=2)) == ["broken-reference a.yaml:5", "waiver-expired waivers.yaml:9"]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"reason": ""},
        {"owner": ""},
        {"until": "soon"},
        {"until": "2026-02-30"},
        {"rule": "[broken-reference]"},
        {"more": "x"},
    ],
)
def test_a_waiver_that_is_not_whole_waives_nothing(desk: Desk, spoilt: dict[str, str]) -> None:
    text = waiver(**{"rule": "broken-reference", "entity": "system/a", **spoilt})
    desk.write({"systems/a.yaml": system("a", **WRONG), "waivers.yaml": text})
    assert desk.check().code == 1
    assert "broken-reference a.yaml:5" in desk.find()


def test_a_part_is_waived_alone(desk: Desk) -> None:
    process = "kind: process\nid: p\ntitle: P\nsteps:\n"
    steps = "".join(f"  - id: s{n}\n    title: S\n    responsible: gone\n" for n in (1, 2))
    desk.write({"processes/p.yaml": process + steps, "waivers.yaml": waiver("broken-reference", "process/p#s1")})
    assert [line for line in desk.find() if "broken" in line] == [
        "waived broken-reference p.yaml:7",
        "broken-reference p.yaml:10",
    ]


def test_a_waiver_names_its_entity_as_any_reference_does(desk: Desk) -> None:
    desk.write(
        {"systems/a.yaml": system("a", aliases="[old-a]", **WRONG), "waivers.yaml": waiver("broken-reference", "old-a")}
    )
    assert desk.check().code == 0
    desk.write({"waivers.yaml": waiver("broken-reference", "system/ab")})
    assert "broken-reference waivers.yaml:6" in desk.find()


def test_a_rule_that_compares_can_be_waived_and_is_never_called_unused(desk: Desk) -> None:
    desk.commit({"systems/a.yaml": system("a", tier="2"), "waivers.yaml": waiver("less-complete", "system/a")})
    desk.branch()
    assert serious(desk.find()) == []
    desk.change("systems/a.yaml", "tier: 2\n", "")
    assert serious(desk.find("--since", "main")) == ["waived less-complete a.yaml:2"]
    assert desk.check("--since", "main").code == 0


def test_a_waiver_has_a_page_and_stands_beside_what_it_waives(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write({"systems/a.yaml": system("a", **WRONG), "waivers.yaml": waiver("broken-reference", "system/a")})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    layout = Layout(desk.root, desk.root / "knowledge")
    drafts = {draft.path: draft for draft in make_drafts(make_book(layout, today()), template_folders(layout))}
    assert "The move ends in December." in drafts["waivers/w"].render().html
    assert "Waived: The move ends in December." in drafts["systems/a"].render().html
    assert "(waived: The move ends in December)" in drafts["quality"].render().html


def test_a_kind_of_that_name_of_the_team_s_own_waives_nothing(desk: Desk) -> None:
    schema = desk.root / "schemas" / "waiver.schema.yaml"
    schema.parent.mkdir()
    schema.write_text(
        "allOf: [{$ref: _envelope.schema.yaml}]\nunevaluatedProperties: false\nx-kind: {}\n"
        "properties: {kind: {const: waiver}, rule: {title: R, type: string, description: Which.}}\n"
    )
    desk.write(
        {
            "systems/a.yaml": system("a", **WRONG),
            "waivers/w.yaml": "kind: waiver\nid: w\ntitle: W\nrule: broken-reference\n",
        }
    )
    layout = Layout(desk.root, desk.root / "knowledge")
    assert load_shelf(layout, load_kinds([layout.schemas])).of_kind("waiver")
    assert desk.check().code == 1
