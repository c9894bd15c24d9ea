"""Feeds: Atom as its schema wants it, whatever people wrote; JSON Feed; one of the book, of each team, of each kind."""

import json
import re
from datetime import date

import pytest
from told_abroad import ATOM, SITE, TEAM, entries, feeds_of, hrefs, parse, titles

from git_book import Repo, system
from mopsbook.feeds import make

BOOK, JSON = "feeds/changes.xml", "feeds/changes.json"
# Control characters, half of a pair, what ends CDATA and HTML, and what is no character at all.
HOSTILE = (
    "\x0c\x1f ]]> </content></script><script>alert(1)</script> &amp; &nbsp; \ufffe \u202e *a* [x](javascript:alert(1))"
)


def test_a_feed_of_everything_and_one_of_each_team_and_kind(repo: Repo) -> None:
    repo.write("teams/ops.yaml", TEAM)
    repo.commit("The team and its tool (#12)", a=system("a", owner="ops", tier=2), b=system("b"))
    repo.commit("Retired", a=system("a", owner="ops", tier=2, status="retired"))
    found = feeds_of(repo)
    assert titles(found[BOOK]) == ["Retired", "The team and its tool"]
    assert titles(found["feeds/team/ops.xml"]) == ["Retired", "The team and its tool"]
    assert titles(found["feeds/kind/system.xml"]) == ["Retired", "The team and its tool"]
    assert titles(found["feeds/kind/team.xml"]) == ["The team and its tool"]
    assert titles(found["feeds/kind/process.xml"]) == []
    (first, _) = entries(parse(found["feeds/team/ops.xml"]))
    assert "B</a>" not in "".join(first.itertext()), "of another team's things nothing is told"


def test_an_entry_says_what_changed_of_which_class_why_and_who(repo: Repo) -> None:
    repo.commit("New", a=system("a", tier=2, status="active"))
    commit = repo.commit(
        "Off\n\nChange-note: It is <b>too</b> dear.\nTicket: OPS-7",
        author="Grace",
        a=system("a", tier=2, status="retired"),
    )
    entry = entries(parse(feeds_of(repo)[BOOK]))[0]
    assert entry.findtext(f"{ATOM}updated") == "2026-01-03T01:00:00+01:00"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Grace"
    assert hrefs(entry, "alternate") == [f"{SITE}systems/a/"]
    assert hrefs(entry, "related") == ["https://t.example/OPS-7", f"https://github.com/acme/book/commit/{commit}"]
    assert entry.find(f"{ATOM}category").attrib == {"term": "breaking", "label": "Breaking"}
    html = entry.findtext(f"{ATOM}content")
    assert html.startswith("<p>It is &lt;b&gt;too&lt;/b&gt; dear.</p>\n<ul><li><a")
    assert (
        f'<a href="{SITE}systems/a/">A</a> (system) <strong>Breaking</strong>: status: Active → Retired<br><em>' in html
    )


def test_what_people_wrote_breaks_no_feed_and_runs_nowhere(repo: Repo) -> None:
    named = {**system("a"), "title": HOSTILE[:100], "purpose": HOSTILE}
    # Written as escapes: a reader of YAML takes no such character as it is.
    repo.commit(f"One {HOSTILE}", author=HOSTILE, a=json.dumps({**named, "tags": [HOSTILE]}))
    note = {
        "kind": "change-note",
        "id": "n",
        "title": HOSTILE[:100],
        "what": HOSTILE,
        "why": f"<img src=x onerror=y> {HOSTILE}",
        "effective": "2026-01-02",
        "touches": ["a"],
        "ticket": "https://x.example/\"'<>&",
    }
    repo.write("changes/n.yaml", json.dumps(note))
    repo.commit(HOSTILE, a=json.dumps({**named, "tier": 1}))
    found = feeds_of(repo)
    assert len(titles(found[BOOK])) == 2
    for name, content in found.items():
        if name.endswith(".xml"):
            texts = [entry.findtext(f"{ATOM}content") for entry in entries(parse(content))]
        else:
            texts = [item["content_html"] for item in json.loads(content)["items"]]
        for html in texts:
            assert not re.search(r"<script|<img[^>]*onerror|href=\"javascript", html)
        assert not re.search("[\x00-\x08\x0b-\x1f]", content.decode())


def test_a_name_of_an_entry_stays_when_the_site_is_built_anew_and_more_is_told(repo: Repo) -> None:
    commit = repo.commit("First", a=system("a"))
    before = [entry.findtext(f"{ATOM}id") for entry in entries(parse(feeds_of(repo)[BOOK]))]
    repo.commit("Second", b=system("b"))
    after = [entry.findtext(f"{ATOM}id") for entry in entries(parse(feeds_of(repo)[BOOK]))]
    assert after[1:] == before == [f"tag:example.org,2026:book/changes/{commit}"]
    assert feeds_of(repo) == feeds_of(repo)


def test_without_an_address_of_the_site_links_are_relative_to_the_feed(repo: Repo) -> None:
    repo.write("teams/ops.yaml", TEAM)
    repo.commit("New", a=system("a", owner="ops"))
    repo.commit("Edit", a=system("a", owner="ops", tier=1))
    found = feeds_of(repo, "")
    assert hrefs(entries(parse(found[BOOK]))[0], "alternate") == ["../systems/a/"]
    assert hrefs(entries(parse(found["feeds/team/ops.xml"]))[0], "alternate") == ["../../systems/a/"]
    assert hrefs(parse(found[BOOK]), "self") == []
    assert parse(found[BOOK]).findtext(f"{ATOM}id") == "tag:github.com,2026:acme/book/feeds/changes"
    told = json.loads(found[JSON])
    assert "url" not in told["items"][0] and "feed_url" not in told


def test_json_feed_says_the_same_as_atom(repo: Repo) -> None:
    repo.commit("New", a=system("a"))
    found = feeds_of(repo)
    told = json.loads(found[JSON])
    (entry,) = entries(parse(found[BOOK]))
    (item,) = told.pop("items")
    assert told == {
        "version": "https://jsonfeed.org/version/1.1", "title": "The *book* of <us>", "home_page_url": f"{SITE}changes/",
        "feed_url": f"{SITE}{JSON}", "authors": [{"name": "The *book* of <us>"}],
    }  # fmt: skip
    assert item == {
        "id": entry.findtext(f"{ATOM}id"), "url": f"{SITE}systems/a/", "title": "New",
        "content_html": entry.findtext(f"{ATOM}content"), "date_published": entry.findtext(f"{ATOM}updated"),
        "authors": [{"name": "Ada"}], "tags": ["For information"],
    }  # fmt: skip


def test_only_the_newest_are_told_and_mere_reviews_are_not(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    assert make.MOST == 50
    monkeypatch.setattr(make, "MOST", 3)
    for number in range(5):
        repo.commit(f"Edit {number}", a=system("a", tags=[f"t{number}"], last_reviewed="2026-01-01"))
    repo.commit("Read", a=system("a", tags=["t4"], last_reviewed="2026-01-02"))
    assert titles(feeds_of(repo)[BOOK]) == ["Edit 4", "Edit 3", "Edit 2"]


def test_a_book_without_a_history_has_feeds_without_entries(repo: Repo) -> None:
    repo.write("systems/a.yaml", system("a"))
    found = feeds_of(repo)
    assert parse(found[BOOK]).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"
    assert json.loads(found[JSON])["items"] == []


def test_a_note_is_told_with_its_commits_and_what_is_still_to_come_when_it_was_written(repo: Repo) -> None:
    repo.commit("New", a=system("a", tier=2))
    repo.write(
        "changes/n.yaml",
        {
            "kind": "change-note",
            "id": "n",
            "title": "Tier 1 now",
            "what": "- one\n- two\n",
            "why": "See [[a]].",
            "effective": "2026-01-05",
            "touches": ["a"],
        },
    )
    repo.commit("Raise it", a=system("a", tier=1))
    now, later = (feeds_of(repo, today=day)[BOOK] for day in (date(2026, 1, 3), date(2026, 2, 1)))
    (ahead, _), (held, _) = (entries(parse(feed)) for feed in (now, later))
    assert (
        ahead.findtext(f"{ATOM}id") == held.findtext(f"{ATOM}id") == "tag:example.org,2026:book/changes/change-note-n"
    )
    assert ahead.findtext(f"{ATOM}updated") == "2026-01-03T01:00:00+01:00"
    assert held.findtext(f"{ATOM}updated") == "2026-01-05T00:00:00+00:00"
    html = ahead.findtext(f"{ATOM}content")
    assert html.startswith("<p><strong>From 2026-01-05</strong></p>\n<ul>\n<li>one</li>")
    assert f'<p><strong>Why</strong></p>\n<p>See <a href="{SITE}systems/a/">A</a>.</p>' in html
    assert "tier: 2 → 1" in html
