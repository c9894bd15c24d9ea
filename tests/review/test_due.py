"""`mopsbook review --due` lists what is to be read again, the most depended upon first, with the reason."""

from __future__ import annotations

from desk_of_reviews import Desk

ALL = (
    "team/ops",
    "role/head",
    "process/alerts",
    "process/routing",
    "metric/mqls",
    "system/marketo",
    "system/slack",
    "object/lead",
)


def test_nothing_is_due_that_was_just_reviewed(desk: Desk) -> None:
    desk.review(*ALL, "--by", "head")
    assert desk.due() == []


def test_the_most_depended_upon_comes_first_and_each_says_why(desk: Desk) -> None:
    desk.review(*ALL, "--by", "head")
    desk.change("systems/marketo.yaml", "owner: head", "owner: ops")
    due = desk.due()
    assert [(one["kind"], one["id"], one["state"]) for one in due] == [
        ("system", "marketo", "changed"), ("process", "routing", "suspect"),
    ]  # fmt: skip
    assert [one["why"] for one in due] == [
        ["it was changed since its review on 2026-11-22"], ["Marketo changed its “business owner”"],
    ]  # fmt: skip
    assert due[0]["dependents"] >= due[1]["dependents"]
    assert due[1]["because"][0]["field"] == "owner"


def test_a_team_sees_what_it_owns(desk: Desk) -> None:
    desk.review(*ALL, "--by", "head")
    desk.change("systems/slack.yaml", "title: Slack", "title: Slack chat")
    desk.write("teams/sales.yaml", "kind: team\nid: sales\ntitle: Sales\nlast_reviewed: 2026-11-01\n")
    assert [one["id"] for one in desk.due("--team", "ops")] == ["slack"]
    assert desk.due("--team", "sales") == []


def test_the_table_names_state_and_reason_for_programs_too(desk: Desk) -> None:
    desk.review(*ALL, "--by", "head")
    desk.change("systems/slack.yaml", "title: Slack", "title: Slack chat")
    line = desk.review("--due").stdout.splitlines()[0].split("\t")
    assert line == [
        "system/slack", "changed", "1", "it was changed since its review on 2026-11-22", "knowledge/systems/slack.yaml:1",
    ]  # fmt: skip
