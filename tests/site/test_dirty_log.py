"""`--dirty` is exact for the logs: what is told on a page of what lies far from it, and what moves as time passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_dirty import TINY, Desk

from small_book import DAY, EPOCH, git, small_documents

NOTE = "notes/why.yaml"
DECISION = "decisions/stay.yaml"
UPDATE = "updates/soap.yaml"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The small book with a note, a decision and a vendor update, two commits and its site."""
    documents = small_documents()
    documents[NOTE] = {
        "kind": "change-note", "id": "why", "title": "Why it is tier 2", "what": "See [[workato]].", "why": "We asked.",
        "effective": "2026-09-29", "touches": ["segment"], "owner": "mops-lead", "told": ["sales"],
    }  # fmt: skip
    documents[DECISION] = {
        "kind": "decision", "id": "stay", "title": "Segment stays", "state": "accepted", "date": "2026-08-03",
        "deciders": ["mops-lead"], "touches": ["segment", "workato"],
    }  # fmt: skip
    documents[UPDATE] = {
        "kind": "vendor-update", "id": "soap", "title": "SOAP ends", "state": "new", "vendor": "Adobe", "impact": "high",
        "systems": ["marketo"], "effective": "2026-10-20",
    }  # fmt: skip
    desk = Desk(tmp_path / "book", tmp_path / "site", documents, {}, {}, TINY)
    desk.save()
    git(desk.root, "init", "-q", "-b", "main")
    commit(desk, "Begin", 60)
    documents["systems/segment.yaml"]["tier"] = 3
    commit(desk, "Segment matters less", 1)
    desk.compare()
    return desk


def commit(desk: Desk, subject: str, days_ago: int) -> None:
    desk.save()
    git(desk.root, "add", "-A")
    git(desk.root, "commit", "-q", "-m", subject, "--date", f"@{EPOCH - days_ago * DAY} +0000")


def page(desk: Desk, address: str) -> str:
    return (desk.site / address / "index.html").read_text("utf-8")


def test_what_stands_behind_an_entry_is_told_where_it_is_told(desk: Desk) -> None:
    """A note, a decision, an update that says something else is told so on the pages of what they touch and of its team."""
    pages = ("changes", "systems/segment", "teams/marketing-ops")
    assert all("Why it is tier 2" in page(desk, address) for address in pages)
    assert "SOAP ends" in page(desk, "systems/marketo") and "SOAP ends" in page(desk, "changes")
    for name, field, value, where in (
        (NOTE, "why", "Nobody used it.", pages),
        (NOTE, "title", "Another reason", pages),
        (DECISION, "title", "Segment and Workato stay", ("systems/workato", "systems/segment", "changes")),
        (UPDATE, "purpose", "Nothing works any more.", ("systems/marketo", "changes")),
    ):
        assert value not in "".join(page(desk, address) for address in where)
        desk.documents[name][field] = value
        desk.compare()
        assert all(value in page(desk, address) for address in where)


def test_names_of_what_is_told_are_those_of_today(desk: Desk) -> None:
    """What a team answers for, what a note mentions and whom it was told to are called as they are called now."""
    for name, where in (
        ("systems/workato.yaml", "changes"), ("systems/segment.yaml", "teams/marketing-ops"), ("teams/sales.yaml", "changes"),
    ):  # fmt: skip
        desk.documents[name]["title"] = f"Now called {len(name)}"
        desk.compare()
        assert f"Now called {len(name)}" in page(desk, where)


def test_what_is_coming_comes(desk: Desk) -> None:
    """On its day what was coming is there, and what was of this week is of the last one, though nobody touched a file."""
    assert 'id="coming"' in page(desk, "changes") and "Coming" in page(desk, "systems/marketo")
    for days in (5, 19, 30):
        desk.epoch = EPOCH + days * DAY
        desk.compare()
    assert 'id="coming"' not in page(desk, "changes") and "Coming" not in page(desk, "systems/marketo")


def test_a_thing_that_changes_hands_takes_its_past_along(desk: Desk) -> None:
    """The log of a team is that of what it answers for now."""
    desk.documents["systems/snowflake.yaml"]["tier"] = 1
    commit(desk, "Snowflake matters more", 20)
    desk.compare()
    assert "Snowflake matters more" in page(desk, "teams/marketing-ops")
    desk.documents["systems/snowflake.yaml"]["owner"] = "sales"
    desk.compare()
    assert "Snowflake matters more" in page(desk, "teams/sales")
    assert "Snowflake matters more" not in page(desk, "teams/marketing-ops")
