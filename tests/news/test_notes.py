"""Change notes, decisions and vendor updates are told with the commits that belong to them, and never with others."""

import re
from datetime import date
from typing import Any

import pytest

from git_book import Repo, system
from mopsbook.catalog.make import make_catalog
from mopsbook.documents.load import load_shelf
from mopsbook.history.addresses import Addresses
from mopsbook.layout import Layout
from mopsbook.news.make import make_news
from mopsbook.news.news import Entry, News

# The days of the commits: each is a day after the one before, the first on 2 January 2026.
TODAY = date(2026, 2, 1)


def note(id: str, *touches: str, **fields: Any) -> dict[str, Any]:
    about = {"what": "It is other now.", "why": "It was wrong.", "owner": "ops"}
    return {"kind": "change-note", "id": id, "title": f"Note {id}", **about, "touches": [*touches], **fields}


def read(repo: Repo, today: date = TODAY) -> News:
    layout = Layout(repo.root, repo.root / "knowledge")
    return make_news(repo.log(), make_catalog(load_shelf(layout, repo.kinds), (), today))


def told(news: News) -> list[tuple[str, list[str]]]:
    """Return each entry that has a document, with the subjects of its commits."""
    return [(entry.title, [one.subject for one in entry.commits]) for entry in news.entries if entry.source]


def entry_of(news: News, title: str) -> Entry:
    return next(entry for entry in news.entries if entry.title == title)


@pytest.fixture
def book(repo: Repo) -> Repo:
    """A book of three systems and two teams, begun on 2 January."""
    repo.write("teams/ops.yaml", {"kind": "team", "id": "ops", "title": "Ops"})
    repo.write("teams/sales.yaml", {"kind": "team", "id": "sales", "title": "Sales"})
    repo.commit("Begin", **{name: system(name, owner="sales", tier=3) for name in ("marketo", "drift", "gong")})
    return repo


def change(book: Repo, subject: str, name: str = "marketo", **fields: Any) -> None:
    book.commit(subject, **{name: system(name, owner="sales", **{"tier": 2, **fields})})


def test_a_note_written_with_the_change_is_one_entry_with_it(book: Repo) -> None:
    book.write("notes/a.yaml", note("a", "marketo", effective="2026-01-03"))
    change(book, "Marketo matters more")
    news = read(book)
    assert told(news) == [("Note a", ["Marketo matters more"])]
    assert "Marketo matters more" not in [entry.title for entry in news.entries]
    assert [one.entity.id for one in entry_of(news, "Note a").touches] == ["marketo"]


def test_a_day_before_the_calendar_begins_is_none(book: Repo) -> None:
    """What looks like a date passes the schema; a note of the year 0 is told at the day on which it was written."""
    book.write("notes/a.yaml", note("a", "marketo", effective="0000-01-01"))
    change(book, "Marketo matters more")
    assert told(read(book)) == [("Note a", ["Marketo matters more"])]


@pytest.mark.parametrize("name", ["a", "Note a", "NOTE A", "change-note/a", "knowledge/notes/a.yaml", "was-a"])
def test_a_trailer_names_the_note(book: Repo, name: str) -> None:
    book.write("notes/a.yaml", note("was-a", "drift"))
    book.commit("Say why")
    book.git("mv", "knowledge/notes/a.yaml", "knowledge/notes/b.yaml")
    book.write("notes/b.yaml", None)
    book.write("notes/a.yaml", note("a", "drift"))
    book.commit("Call it otherwise")
    change(book, f"Marketo\n\nChange-note: {name}")
    assert ("Note a", ["Marketo"]) in [(title, commits[:1]) for title, commits in told(read(book))]


def test_a_reason_in_words_names_no_note(book: Repo) -> None:
    book.write("notes/a.yaml", note("a", "drift"))
    book.commit("Say why")
    change(book, "Marketo\n\nChange-note: a good reason")
    assert "Marketo" in [entry.title for entry in read(book).entries]


@pytest.mark.parametrize(
    ("subject", "ticket"),
    [
        ("Marketo (#214)", "https://github.com/acme/book/pull/214"),
        ("Marketo (!214)", "https://gitlab.com/acme/book/-/merge_requests/214"),
        ("Marketo\n\nTicket: OPS-7", "https://acme.atlassian.net/browse/OPS-7"),
        ("Marketo\n\nTicket: OPS-7", "https://linear.app/acme/issue/OPS-7/marketo-matters"),
        ("Marketo\n\nTicket: https://tickets.example/7/", "https://tickets.example/7"),
        ("Marketo\n\nRefs: #12", "https://github.com/acme/book/issues/12"),
    ],
)
def test_the_same_pull_request_or_ticket_joins_note_and_commits(book: Repo, subject: str, ticket: str) -> None:
    home = re.split("/(?:-|pull|issues)/", ticket)[0]
    book.write("book.yaml", {"kind": "book", "title": "B", "repository": {"url": home}})
    book.write("notes/a.yaml", note("a", "drift", ticket=ticket, effective="2026-01-20"))
    book.commit("Say why")
    change(book, subject)
    change(book, "Something else", tier=1)
    assert told(read(book)) == [("Note a", ["Marketo" + (subject[7:] if "\n" not in subject else "")])]


def test_a_number_of_another_repository_is_another_number(book: Repo) -> None:
    book.write("book.yaml", {"kind": "book", "title": "B", "repository": {"url": "https://github.com/acme/book"}})
    book.write("notes/a.yaml", note("a", "drift", ticket="https://github.com/acme/other/pull/214"))
    book.commit("Say why")
    change(book, "Marketo (#214)")
    assert ["Marketo (#214)"] not in [commits for _, commits in told(read(book))]


def test_a_note_written_later_finds_what_was_done_near_its_day(book: Repo) -> None:
    change(book, "Marketo matters more")
    book.day += 20
    book.write("notes/a.yaml", note("a", "marketo", effective="2026-01-06"))
    book.commit("Say why, late")
    news = read(book)
    entry = entry_of(news, "Note a")
    assert [one.subject for one in entry.commits] == ["Marketo matters more"]
    assert entry.guessed and entry.day == date(2026, 1, 6)
    # Who reads what is new this week hears of the note then, too.
    assert entry_of(news, "Say why, late").day == date(2026, 1, 24)


def test_what_was_done_weeks_away_is_not_meant(book: Repo) -> None:
    change(book, "Marketo matters more")
    book.write("notes/a.yaml", note("a", "marketo", effective="2026-01-31"))
    book.commit("Say why")
    assert told(read(book)) == [("Note a", [])]


def test_two_notes_that_could_be_meant_keep_each_other_from_a_commit(book: Repo) -> None:
    change(book, "Marketo matters more")
    book.write("notes/a.yaml", note("a", "marketo", effective="2026-01-04"))
    book.write("notes/b.yaml", note("b", "marketo", effective="2026-01-05"))
    book.commit("Say why, twice")
    assert sorted(told(read(book))) == [("Note a", []), ("Note b", [])]


def test_a_commit_that_names_two_notes_leads_to_both(book: Repo) -> None:
    book.write("notes/a.yaml", note("a", "marketo"))
    book.write("notes/b.yaml", note("b", "marketo"))
    book.commit("Say why, twice")
    change(book, "Marketo\n\nChange-note: a\nChange-note: b")
    assert [one.id for one in entry_of(read(book), "Marketo").see] == ["a", "b"]


def test_a_note_that_names_a_part_is_not_joined_with_a_change_of_another_part(book: Repo) -> None:
    stages = [{"id": "raw", "title": "Raw", "type": "initial"}, {"id": "mql", "title": "MQL", "type": "main"}]
    life = {"kind": "lifecycle", "id": "life", "title": "Life", "stages": stages}
    book.write("lifecycles/life.yaml", life)
    book.commit("Stages")
    book.day += 30
    stages[0]["definition"] = "We know an address."
    book.write("lifecycles/life.yaml", life)
    book.commit("Raw")
    stages[1]["definition"] = "Worth a call."
    book.write("lifecycles/life.yaml", life)
    book.commit("MQL")
    book.write("notes/a.yaml", note("a", "life#mql", effective="2026-02-05"))
    book.commit("Say why")
    assert told(read(book)) == [("Note a", ["Say why", "MQL"])]


def test_a_note_explains_no_commit_that_does_mainly_other_things(book: Repo) -> None:
    book.write("notes/a.yaml", note("a", "marketo", effective="2026-01-03"))
    many = {f"tool-{number}": system(f"tool-{number}") for number in range(6)}
    book.commit("Import everything", marketo=system("marketo", tier=1), **many)
    assert told(read(book)) == [("Note a", [])]
    assert "Import everything" in [entry.title for entry in read(book).entries]


def test_a_note_on_what_is_gone_is_joined_with_its_going(book: Repo) -> None:
    book.commit("Nobody used it", drift=None)
    book.write("notes/a.yaml", note("a", "drift", effective="2026-01-02"))
    book.commit("Say why")
    assert told(read(book)) == [("Note a", ["Say why", "Nobody used it"])]


def test_a_note_that_is_written_ahead_is_coming_until_its_day(book: Repo) -> None:
    book.write("notes/a.yaml", note("a", "marketo", effective="2026-03-01"))
    change(book, "Marketo matters more")
    before, after = read(book), read(book, date(2026, 3, 1))
    assert [entry.title for entry in before.coming] == ["Note a"] and all(
        entry.day < date(2026, 2, 1) for entry in before.past
    )
    assert after.coming == [] and [entry.title for entry in after.past if entry.day >= date(2026, 2, 1)] == ["Note a"]


def test_decisions_and_vendor_updates_are_in_the_logs_of_what_they_touch_and_of_its_team(book: Repo) -> None:
    book.write(
        "decisions/d.yaml",
        {
            "kind": "decision", "id": "d", "title": "Marketo stays", "state": "accepted", "date": "2025-12-01",
            "deciders": ["ops"], "owner": "ops", "touches": ["marketo"],
        },
    )  # fmt: skip
    book.write(
        "updates/u.yaml",
        {
            "kind": "vendor-update", "id": "u", "title": "SOAP ends", "state": "new", "vendor": "Adobe", "impact": "high",
            "systems": ["marketo"], "touches": ["gong"], "effective": "2026-06-01",
        },
    )  # fmt: skip
    book.commit("Write both down")
    news = read(book)
    by_id = {one.entity.id: one.entity for entry in news.entries for one in entry.told if one.entity}
    assert [entry.title for entry in news.of(by_id["marketo"])] == ["SOAP ends", "Begin", "Marketo stays"]
    assert [entry.title for entry in news.of(by_id["gong"])] == ["SOAP ends", "Begin"]
    assert [entry.title for entry in news.of_team(by_id["sales"])] == ["SOAP ends", "Begin", "Marketo stays"]
    assert "Marketo stays" in [entry.title for entry in news.of_team(by_id["ops"])]
    update, decision = entry_of(news, "SOAP ends"), entry_of(news, "Marketo stays")
    assert (update.coming, update.level, update.author) == (True, "needs-action", "Adobe")
    assert (decision.coming, decision.level, decision.author) == (False, "informative", "Ops")


def test_the_commit_that_only_writes_a_decision_down_is_told_with_it(book: Repo) -> None:
    decision = {"kind": "decision", "id": "d", "title": "Marketo stays", "date": "2026-01-02", "touches": ["marketo"]}
    book.write("decisions/d.yaml", decision)
    book.commit("Write it down")
    assert told(read(book)) == [("Marketo stays", ["Write it down"])]
    book.write("decisions/d.yaml", {**decision, "state": "superseded"})
    book.commit("It holds no longer")
    assert "It holds no longer" in [entry.title for entry in read(book).entries]


def test_an_address_that_is_none_stops_nobody(repo: Repo) -> None:
    """A trailer cannot be taken back."""
    repo.write("changes/n.yaml", note("n", "a", ticket="https://[x"))
    repo.commit("First\n\nTicket: https://[y", a=system("a"))
    assert told(read(repo)) == [("Note n", ["First"])]
    assert Addresses({"url": "https://[z"}).commit("abc") == "https://[z/commit/abc"
