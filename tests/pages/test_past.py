"""The log on the page of an entity is short, tells what was noted, decided and announced, and leads to the rest."""

from __future__ import annotations

import re

import pytest

from mopsbook.layout import find_layout
from mopsbook.pages.make import make_drafts
from mopsbook.pipeline import make_book, template_folders
from mopsbook.today import today
from past_book import commit
from small_book import at, small_documents, write_book


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of a book in which a system was changed thirty times, some of them explained."""
    root, documents = tmp_path_factory.mktemp("past") / "book", small_documents()
    commit(root, documents, "Begin", 400)
    segment = documents["systems/segment.yaml"]
    for number in range(28):
        segment["purpose"] = f"Collects {number} events."
        commit(root, documents, f"Events, {number} <b>", 300 - number)
    segment["status"] = "retired"
    documents["notes/end.yaml"] = {
        "kind": "change-note", "id": "end", "title": "Segment ends", "what": "It is off.", "why": "Too <i>dear</i>.",
        "effective": "2026-09-28", "touches": ["segment"], "owner": "sdr", "told": ["sales"],
    }  # fmt: skip
    commit(root, documents, "Segment is off (#77)\n\nTicket: OPS-9", 3)
    segment["last_reviewed"] = "2026-09-30"
    commit(root, documents, "Read it", 1)
    documents["decisions/stay.yaml"] = {
        "kind": "decision", "id": "stay", "title": "No second CDP", "purpose": "One is enough.", "state": "accepted",
        "date": "2026-09-29", "deciders": ["mops-lead"], "touches": ["segment"],
    }  # fmt: skip
    write_book(root, documents)
    layout = find_layout(root)
    with at():
        drafts = make_drafts(make_book(layout, today()), template_folders(layout))
        return {draft.path: draft.render().html for draft in drafts if draft.path.startswith(("systems/", "teams/", "changes", "change-notes/"))}  # fmt: skip


def _past(html: str) -> str:
    return html.partition('id="_what-changed"')[2].partition("<footer")[0]


def _text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_five_entries_are_open_twenty_folded_and_the_rest_a_link_away(pages: dict[str, str]) -> None:
    past = _past(pages["systems/segment"])
    before, _, after = past.partition('<details class="mb-more"><summary>27 older')
    assert before.count('<li class="mb-change') == 5
    assert after.count('<li class="mb-change') == 20
    assert "and 7 more" in after
    assert 'href="../../changes/?of=system/segment"' in after


def test_a_change_is_told_with_its_note_its_class_and_where_it_came_from(pages: dict[str, str]) -> None:
    told = _text(_past(pages["systems/segment"]))
    assert "28 September 2026 · Segment ends Breaking Nothing may use it any more. Too &lt;i&gt;dear&lt;/i&gt;. A Colleague · Segment is off (#77) · OPS-9" in told  # fmt: skip
    assert "29 September 2026 · No second CDP Accepted One is enough." in told
    assert "Read it Read again, and left as it was." in told
    assert "Events, 27 &lt;b&gt;" in told


def test_the_page_of_a_note_names_the_commits_it_explains(pages: dict[str, str]) -> None:
    assert "Segment is off (#77)" in _text(pages["change-notes/end"].partition(">In git</h2>")[2])


def test_the_log_of_a_team_is_of_all_it_answers_for_and_leaves_out_mere_reviews(pages: dict[str, str]) -> None:
    past = _past(pages["teams/marketing-ops"])
    told = _text(past)
    assert "No second CDP" in told and "Segment ends" in told
    assert "Events, 27" in told and "Read it" not in told
    assert 'href="../../changes/?team=marketing-ops"' in past
    assert "Segment ends" in _text(_past(pages["teams/sales"])), "the note is of a role of this team"


def test_the_newest_stand_on_one_page_as_long_as_there_are_few(pages: dict[str, str]) -> None:
    assert [path for path in pages if path.startswith("changes")] == ["changes"]
    assert _text(pages["changes"]).count("Events, ") == 28
