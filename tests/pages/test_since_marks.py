"""Since when, on a page: marks beside what changed, one sentence for all the rest, notes that say who and why."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from git_book import Repo, system, without_configuration
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.pages.make import make_drafts
from mopsbook.pages.page import Page
from mopsbook.pipeline import make_book, template_folders
from mopsbook.today import today
from small_book import at

_BOOK = {
    "kind": "book",
    "title": "Book",
    "repository": {"url": "https://github.com/example/book", "branch": "main"},
}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_configuration(tmp_path, monkeypatch)
    made = Repo(tmp_path / "repo", load_kinds())
    made.write("book.yaml", _BOOK)
    return made


def _page(repo: Repo, path: str = "systems/crm") -> Page:
    layout = Layout(repo.root, repo.root / "knowledge")
    with at():
        drafts = make_drafts(make_book(layout, today()), template_folders(layout))
        return next(draft.render() for draft in drafts if draft.path == path)


def _words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", re.sub(r"</d[td]>", " ", html)))).strip()


def _marks(page: Page) -> dict[str, str]:
    """Return the label or heading before each mark, the mark, and the words of its note."""
    found = {}
    for match in re.finditer(r'<button [^>]*popovertarget="(\w+)"[^>]*>(.*?)</button>', page.html):
        before = re.split(r"<(?:dt|h2|th|td|p)\b[^>]*>", page.html[: match.start()])[-1]
        label = _words(re.sub(r"</summary>.*|<span class=.*", "", before))
        [note] = re.findall(rf'<div popover class="mb-note" id="{match[1]}"[^>]*>(.*?)\n</div>', page.html, re.DOTALL)
        found[f"{label} {match[2]}"] = _words(note)
    return found


def _last(page: Page) -> str:
    [said] = re.findall(r'<p class="mb-last">(.*?)</p>', page.html)
    return _words(said)


def test_what_changed_bears_a_date_and_its_note_says_who_and_why(repo: Repo) -> None:
    """A fact and a section that changed say since when; the note has the old value, the person, the request and the reason."""
    repo.commit("Add", author="Ada", crm=system("crm", vendor="One", description="Old words."))
    repo.commit(
        "Buy it (#214)\n\nChange-note: The vendor was <bought>.",
        author="Ben & Co",
        crm=system("crm", vendor="Two", description="Old words."),
    )
    repo.commit("Write it anew", author="Cleo", crm=system("crm", vendor="Two", description="New words."))
    page = _page(repo)
    marks = _marks(page)
    assert set(marks) == {"Vendor since 3 January 2026", "Description since 4 January 2026"}
    vendor = marks["Vendor since 3 January 2026"]
    assert vendor.startswith("Vendor One → Two")
    assert "Since 3 January 2026, set by Ben & Co (#214): The vendor was <bought>." in vendor
    assert 'href="https://github.com/example/book/pull/214"' in page.html
    assert "<bought>" not in page.html
    assert [heading.text for heading in page.headings if heading.id == "_description"] == ["Description"]
    assert _last(page) == (
        "Last changed 4 January 2026 by Cleo: description. Everything without a date is as it was when it was added on 2 January 2026 by Ada."
    )


def test_what_never_changed_says_so_once(repo: Repo) -> None:
    """A document that is as it was added has no mark, whoever reviewed it since."""
    repo.commit("Add (#7)", crm=system("crm", vendor="One"))
    repo.commit("Read it", crm=system("crm", vendor="One", last_reviewed="2026-01-03"))
    page = _page(repo)
    assert _marks(page) == {}
    assert _last(page) == "Added 2 January 2026 by Ada (#7), and not changed since."


def test_a_day_on_which_it_was_run_as_ever_is_no_change(repo: Repo) -> None:
    """A process that was run again says the same as before, and so does its page; the log has the run."""
    process = {"kind": "process", "id": "send", "title": "Send"}
    repo.commit("Add", **{"../processes/send": {**process, "last_run": "2026-01-01"}})
    repo.commit("Ran", **{"../processes/send": {**process, "last_run": "2026-01-03"}})
    page = _page(repo, "processes/send")
    assert _last(page) == "Added 2 January 2026 by Ada, and not changed since."
    assert "Ran" in page.html
    news = _page(repo, "index").html.partition("Changed lately")[2].partition("</section>")[0]
    assert "Send" in news and "last run" not in news, "nor is it news"


def test_what_is_older_than_the_history_says_where_that_begins(repo: Repo) -> None:
    """In a book of which only the newest commits are read, nothing is said to have been added then."""
    repo.write("book.yaml", {**_BOOK, "history": {"most_commits": 2}})
    repo.commit("Add", crm=system("crm", vendor="One"), quiet=system("quiet"))
    repo.commit("Two", crm=system("crm", vendor="Two"))
    repo.commit("Another", other=system("other"))
    assert _last(_page(repo)).endswith(
        "Everything without a date is older than 3 January 2026, where the history begins."
    )
    assert _last(_page(repo, "systems/quiet")) == "Not changed since before 3 January 2026, where the history begins."


def test_parts_of_a_list_have_marks_of_their_own(repo: Repo) -> None:
    """A stage's fact says since when; a stage that came later says so in its heading, and its facts say nothing more."""
    stage = {"id": "new", "title": "New", "type": "initial", "sla": {"value": 4, "unit": "hours"}}
    document = {"kind": "lifecycle", "id": "crm", "title": "Leads", "stages": [stage]}
    repo.commit("Add", **{"../lifecycles/crm": document})
    later = {"id": "mql", "title": "Qualified", "sla": {"value": 1, "unit": "hours"}}
    document["stages"] = [{**stage, "sla": {"value": 2, "unit": "hours"}}, later]
    repo.commit("Faster", **{"../lifecycles/crm": document})
    page = _page(repo, "lifecycles/crm")
    marks = _marks(page)
    assert set(marks) == {"SLA since 3 January 2026", "Qualified since 3 January 2026"}
    assert marks["SLA since 3 January 2026"].startswith("Stage New · SLA · Time 4 → 2")
    assert [heading.text for heading in page.headings if heading.id == "mql"] == ["Qualified"]


def test_without_a_history_nothing_is_said(repo: Repo) -> None:
    """A document that nobody has committed yet has no dates."""
    repo.write("systems/crm.yaml", system("crm"))
    page = _page(repo)
    assert "mb-since" not in page.html and "mb-last" not in page.html


def test_a_change_note_is_the_reason(repo: Repo) -> None:
    """What a note explains has its reason and leads to it, whatever the commit said."""
    repo.commit("Add", crm=system("crm", vendor="One"))
    note = {"kind": "change-note", "id": "bought", "title": "Bought", "touches": ["crm"], "effective": "2026-01-03"}
    note |= {"what": "Another vendor.", "why": "The old one was *slow*, says [[crm]]."}
    repo.commit("Buy it\n\nChange-note: bought", crm=system("crm", vendor="Two"), **{"../changes/bought": note})
    [said] = _marks(_page(repo)).values()
    assert "set by Ada: The old one was slow, says Crm. Explained by BoughtBuy it" in said


def test_rows_of_groups_and_tables_have_marks_of_their_own(repo: Repo) -> None:
    """In a contract the price says since when, in a table the row that changed; the rest says nothing."""
    one, two = {"name": "API calls", "value": 100}, {"name": "Users", "value": 5}
    fields = {"contract": {"cost": 10, "currency": "EUR"}, "limits": [one, two]}
    repo.commit("Add", crm=system("crm", **fields))
    fields = {"contract": {"cost": 20, "currency": "EUR"}, "limits": [{**one, "value": 200}, two]}
    repo.commit("Dearer", crm=system("crm", **fields))
    marks = _marks(_page(repo))
    assert set(marks) == {"Cost a year since 3 January 2026", "API calls since 3 January 2026"}
    assert marks["Cost a year since 3 January 2026"].startswith("Contract · Cost a year 10 → 20")


def test_a_list_that_came_as_a_whole_says_so_in_its_heading_alone(repo: Repo) -> None:
    """Items that came together bear no date each; one that came later does, and what was taken out is told by the heading."""
    items = [{"name": name, "value": name} for name in ("API calls", "Users", "Tokens")]
    repo.commit("Add", crm=system("crm"))
    repo.commit("Limits", crm=system("crm", limits=items[:2]))
    assert set(_marks(_page(repo))) == {"Limits since 3 January 2026"}
    repo.commit("Tokens", crm=system("crm", limits=items))
    assert set(_marks(_page(repo))) == {"Limits since 3 January 2026", "Tokens since 4 January 2026"}
    repo.commit("No users", crm=system("crm", limits=[items[0], items[2]]))
    marks = _marks(_page(repo))
    assert set(marks) == {"Limits since 5 January 2026", "Tokens since 4 January 2026"}
    assert "Users" in marks["Limits since 5 January 2026"]


_ROLE = {"kind": "role", "id": "lead", "title": "Lead", "purpose": "Answers for the tools and for nothing else here."}


def test_a_reference_that_follows_a_rename_is_as_old_as_before(repo: Repo) -> None:
    """The owner is who it was, whatever the role is called now; another owner is a change."""
    repo.commit(
        "Add",
        crm=system("crm", owner="lead"),
        **{"../roles/lead": _ROLE, "../roles/other": {**_ROLE, "id": "other", "title": "Other", "purpose": "Sells."}},
    )
    repo.write("roles/lead.yaml", None)
    repo.commit("Call it", crm=system("crm", owner="chief"), **{"../roles/chief": {**_ROLE, "id": "chief"}})
    assert _marks(_page(repo)) == {}
    repo.commit("Hand over", crm=system("crm", owner="other"))
    [said] = _marks(_page(repo)).values()
    assert said.startswith("Business owner Lead → Other Since 4 January 2026")


def test_a_hand_over_beside_a_rename_is_a_change(repo: Repo) -> None:
    """Who renames the old owner and hands over to another in one commit has handed over; what shares the old id is another."""
    other = {**_ROLE, "id": "other", "title": "Other", "purpose": "Sells."}
    tool = {**system("lead", vendor="Acme"), "title": "Tool"}
    repo.commit("Add", crm=system("crm", owner="lead"), lead=tool, **{"../roles/lead": _ROLE, "../roles/other": other})
    repo.write("roles/lead.yaml", None)
    repo.write("systems/lead.yaml", None)
    repo.write("systems/other.yaml", {**tool, "id": "other"})
    chief = {**_ROLE, "id": "chief", "title": "Chief"}
    repo.commit("Both", crm=system("crm", owner="other"), **{"../roles/chief": chief})
    [said] = _marks(_page(repo)).values()
    assert said.startswith("Business owner lead → Other Since 3 January 2026")
    repo.commit("Back", crm=system("crm", owner="chief"))
    repo.write("roles/chief.yaml", None)
    repo.commit("Boss", crm=system("crm", owner="boss"), **{"../roles/boss": {**chief, "id": "boss", "title": "Boss"}})
    repo.write("roles/boss.yaml", None)
    head = {**chief, "id": "head", "title": "Head", "aliases": ["boss"]}
    repo.commit("Head", crm=system("crm", owner="head"), **{"../roles/head": head})
    [said] = _marks(_page(repo)).values()
    assert "Since 4 January 2026" in said, "two renames later it is still theirs since it came back to them"


def test_a_mark_and_its_note_bear_one_number_on_paper(repo: Repo) -> None:
    """What opens nothing on paper is found by its number, each of which stands at one note."""
    repo.commit("Add", crm=system("crm", vendor="One", tier=1))
    repo.commit("Change", crm=system("crm", vendor="Two", tier=2))
    html = _page(repo).html
    marks = dict(re.findall(r'popovertarget="(\w+)" data-number="(\d+)"', html))
    assert marks == dict(re.findall(r'<div popover class="mb-note" id="(\w+)" data-number="(\d+)"', html))
    assert sorted(marks.values()) == ["1", "2"]


def test_the_page_of_a_field_says_since_when_and_leads_to_the_log_of_its_object(repo: Repo) -> None:
    """Its facts bear the marks that its object has them from; what else was changed then stands there."""
    email = {
        "id": "email",
        "title": "Email",
        "type": "text",
        "definition": "Where to write to.",
        "names": [{"system": "crm", "api_name": "Email"}],
    }
    lead = {"kind": "object", "id": "lead", "title": "Lead", "fields": [email]}
    metric = {"kind": "metric", "id": "reach", "title": "Reach", "source_fields": ["lead#email"]}
    repo.commit("Add", crm=system("crm"), **{"../objects/lead": lead, "../metrics/reach": metric})
    lead["fields"] = [{**email, "type": "email", "definition": "Where we write to."}]
    repo.commit("Type", **{"../objects/lead": lead})
    page = _page(repo, "objects/lead/email")
    assert set(_marks(page)) == {"Type since 3 January 2026", "Where we write to. since 3 January 2026"}


def test_a_link_that_was_taken_away_is_told_at_the_list(repo: Repo) -> None:
    """The links bear the date on which one of them went, whatever dots it is known by."""
    status = {"url": "https://status.acme.com", "title": "status.acme.com"}
    links = [{"url": "https://help.acme.com", "title": "help.acme.com"}, status]
    repo.commit("Add", crm=system("crm", links=links))
    repo.commit("No status page", crm=system("crm", links=links[:1]))
    [(mark, note)] = _marks(_page(repo)).items()
    assert mark == "Links since 3 January 2026" and "Removed: status.acme.com" in note
