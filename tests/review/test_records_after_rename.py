"""A rename changes no meaning: what held before holds afterwards, and what was doubtful stays so."""

from __future__ import annotations

import pytest
from desk_of_reviews import Desk

ALL = ("process/alerts", "process/routing", "metric/mqls", "system/marketo", "object/lead", "role/head")


@pytest.mark.parametrize(
    ("old", "new"),
    [("system/marketo", "marketo-engage"), ("process/routing", "lead-routing"), ("role/head", "lead-of-ops"),
     ("object/lead", "person"), ("object/lead#date", "mql-date")],
)  # fmt: skip
def test_what_was_reviewed_stays_so_when_something_is_renamed(desk: Desk, old: str, new: str) -> None:
    desk.review(*ALL, "--by", "head")
    assert desk.run("rename", old, new).exit_code == 0
    assert set(desk.states().values()) == {"fresh"} and len(desk.states()) == len(ALL)
    kind, _, id = old.partition("/")
    if "#" not in old:
        assert f"{kind}/{new}" in desk.records and f"{kind}/{id}" not in desk.records


def test_what_was_suspect_stays_so_when_its_neighbour_is_renamed(desk: Desk) -> None:
    desk.review("routing", "mqls")
    desk.change("systems/marketo.yaml", "status: active", "status: deprecated")
    assert desk.run("rename", "system/marketo", "marketo-engage").exit_code == 0
    assert desk.states() == {"process/routing": "suspect", "metric/mqls": "fresh"}


def test_a_rename_by_hand_that_leaves_an_alias_keeps_the_record_too(desk: Desk) -> None:
    desk.review("alerts")
    desk.change("processes/alerts.yaml", "id: alerts", "id: warnings\naliases: [alerts]")
    desk.change("systems/slack.yaml", "id: slack", "id: chat\naliases: [slack]")
    assert desk.states() == {"process/warnings": "fresh"}
    desk.review("warnings")
    assert desk.records == ["process/warnings"]


def test_to_try_a_rename_writes_no_record(desk: Desk) -> None:
    desk.review("routing")
    assert desk.run("rename", "process/routing", "lead-routing", "--dry-run").exit_code == 0
    assert desk.records == ["process/routing"]
