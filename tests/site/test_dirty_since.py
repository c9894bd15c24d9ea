"""`--dirty` is exact for what pages say of since when: where the history begins, and what explains a change of long ago."""

from __future__ import annotations

from pathlib import Path

from test_dirty import TINY, Desk

from small_book import DAY, EPOCH, git, small_documents


def _commit(desk: Desk, days_ago: int, message: str = "Work") -> None:
    desk.save()
    git(desk.root, "add", "-A")
    git(desk.root, "commit", "-q", "-m", message, "--date", f"@{EPOCH - days_ago * DAY} +0000")


def _page(desk: Desk, address: str) -> str:
    return (desk.site / address / "index.html").read_text("utf-8")


def test_where_the_history_begins_moves_on_pages_that_nobody_touched(tmp_path: Path) -> None:
    """In a book of which the newest commits are read, each commit moves the beginning, on the pages of all that is older."""
    documents = small_documents()
    documents["book.yaml"]["history"] = {"most_commits": 2}
    desk = Desk(tmp_path / "book", tmp_path / "site", documents, {}, {}, TINY)
    desk.save()
    git(desk.root, "init", "-q", "-b", "main")
    _commit(desk, 60)
    for days_ago in (40, 30, 20):
        documents["systems/segment.yaml"]["vendor"] = f"Vendor of {days_ago} days ago"
        _commit(desk, days_ago)
        desk.compare()
    assert "since before <time" in _page(desk, "systems/workato")
    assert "1 September 2026" in _page(desk, "systems/workato")
    assert "since 11 September 2026" in _page(desk, "systems/segment")


def test_a_note_far_down_the_log_is_still_the_reason(tmp_path: Path) -> None:
    """What explains a change that the log of the page no longer shows may be edited: the note of the mark follows."""
    documents = small_documents()
    desk = Desk(tmp_path / "book", tmp_path / "site", documents, {}, {}, TINY)
    desk.save()
    git(desk.root, "init", "-q", "-b", "main")
    _commit(desk, 90)
    note = {
        "kind": "change-note",
        "id": "sold",
        "title": "Sold",
        "touches": ["segment"],
        "effective": "2026-07-10",
        "why": "First.",
    }
    documents["notes/sold.yaml"] = note
    documents["systems/segment.yaml"]["vendor"] = "Another"
    _commit(desk, 83)
    for day in range(30):
        documents["systems/segment.yaml"]["product_url"] = f"https://example.org/{day}"
        _commit(desk, 40 - day)
    desk.compare()
    before = _page(desk, "systems/segment")
    note["why"] = "The old one was too dear."
    desk.compare()
    after = _page(desk, "systems/segment")
    assert "The old one was too dear." in after and "The old one was too dear." not in before


def test_a_commit_that_did_nothing_to_a_thing_is_told_on_its_page_with_the_note(tmp_path: Path) -> None:
    """A commit merged late, with an older date, for a note that explains another one, too: the page of the other lists both."""
    documents = small_documents()
    desk = Desk(tmp_path / "book", tmp_path / "site", documents, {}, {}, TINY)
    desk.save()
    git(desk.root, "init", "-q", "-b", "main")
    documents["notes/sold.yaml"] = {"kind": "change-note", "id": "sold", "title": "Sold", "touches": ["segment"]}
    _commit(desk, 60)
    documents["systems/segment.yaml"]["vendor"] = "Another"
    _commit(desk, 30, "Segment is sold\n\nChange-note: sold")
    desk.compare()
    documents["systems/workato.yaml"]["vendor"] = "Another, too"
    _commit(desk, 40, "Workato goes with it\n\nChange-note: sold")
    desk.compare()
    assert "Workato goes with it" in _page(desk, "systems/segment")
