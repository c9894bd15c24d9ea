"""What is told of additions, changes, removals and renames."""

from datetime import UTC, datetime, timedelta, timezone

from git_book import FIRST, Repo, system
from mopsbook.history.change import FieldChange


def test_an_entity_is_told_when_it_comes_changes_and_goes(repo: Repo) -> None:
    repo.commit("Add", marketo=system("marketo", tier=2))
    repo.commit("Score it anew", author="Grace", marketo=system("marketo", tier=1))
    repo.commit("Gone", marketo=None)
    log = repo.log()
    assert [one.what for one in log.changes] == ["removed", "changed", "added"]
    assert log.missing == ""
    change = log.changes[1]
    assert (change.kind, change.id, change.title) == ("system", "marketo", "Marketo")
    assert change.path == "knowledge/systems/marketo.yaml"
    why = "What must be documented, and how fast it must be back, follow from it."
    assert change.fields == (FieldChange("tier", "Tier", "2", "1", "changed", level="needs-action", why=why),)
    assert (change.commit.author, change.commit.subject) == ("Grace", "Score it anew")
    assert change.commit.when == datetime.fromtimestamp(FIRST + 2 * 86_400, UTC)
    assert change.commit.when.tzinfo == timezone(timedelta(hours=1))


def test_what_a_schema_does_not_know_today_is_left_out_of_the_past(repo: Repo) -> None:
    """A field that a later schema took out says nothing any more, and its document goes on."""
    repo.commit(marketo=system("marketo", tier=2, colour="red"))
    repo.commit(marketo=system("marketo", tier=2, colour="blue"))
    repo.commit(marketo=system("marketo", tier=1))
    assert repo.told() == ["added marketo", "changed marketo tier"]


def test_since_when_a_field_is_as_it_is(repo: Repo) -> None:
    """The last change of a value, whatever the id was then; for what never changed, the beginning."""
    links = [{"url": "/a", "title": "A"}, {"url": "/b", "title": "B"}]
    repo.commit("Begin", marketo=system("marketo", tier=2, vendor="Adobe", links=links))
    repo.commit(
        "One (#7)\n\nChange-note: The team grew", marketo=system("marketo", tier=1, vendor="Adobe", links=links)
    )
    repo.git("mv", "knowledge/systems/marketo.yaml", "knowledge/systems/engage.yaml")
    engage = {**system("marketo", tier=1, vendor="Adobe", links=links), "id": "engage"}
    repo.commit("Rename", engage=engage)
    repo.commit("Links", engage={**engage, "links": [{"url": "/a", "title": "A new"}, links[1]]})
    since = repo.since("engage")
    assert {path: change.commit.subject for path, change in since.items() if "." not in path} == {
        "links": "Links", "tier": "One (#7)", "": "Begin",
    }  # fmt: skip
    why = since["tier"].commit
    assert (why.author, why.pull, why.reason, why.when.date().isoformat()) == (
        "Ada",
        "#7",
        "The team grew",
        "2026-01-03",
    )
    assert repo.since("marketo") == {}


def test_what_was_removed_and_came_again_is_so_since_it_came_again(repo: Repo) -> None:
    repo.commit("Begin", marketo=system("marketo", tier=2))
    repo.commit("Edit", marketo=system("marketo", tier=1))
    repo.commit("Gone", marketo=None)
    repo.commit("Again", marketo=system("marketo", tier=3))
    assert {path: one.commit.subject for path, one in repo.since("marketo").items()} == {"": "Again"}


def test_other_ways_to_write_the_same_are_no_change(repo: Repo) -> None:
    repo.commit(marketo='{kind: system, id: marketo, title: Marketo, technical_owner: ops, purpose: "Sends  mail."}')
    repo.write(
        "systems/marketo.yaml",
        "# A comment\ntitle: 'Marketo'\nkind: system\nid: marketo\n"
        "purpose:\n  Sends\n  mail.\ntechnical_owner: [ops]\ntier:\n",
    )
    repo.commit()
    assert repo.told() == ["added marketo"]


def test_a_rename_keeps_the_history_of_the_old_id(repo: Repo) -> None:
    repo.commit(marketo=system("marketo", tier=2))
    repo.commit(marketo=system("marketo", tier=1))
    repo.git("mv", "knowledge/systems/marketo.yaml", "knowledge/systems/marketo-engage.yaml")
    renamed = {**system("marketo", tier=1), "id": "marketo-engage", "title": "Marketo Engage"}
    repo.commit(marketo_engage=renamed)
    repo.commit(marketo_engage={**renamed, "tier": 3})
    assert repo.told() == [
        "added marketo",
        "changed marketo tier",
        "renamed marketo>marketo-engage title",
        "changed marketo-engage tier",
    ]
    log = repo.log()
    assert log.of("system", "marketo-engage") == log.changes
    assert log.of("system", "marketo") == ()


def test_to_follow_a_new_id_concerns_nobody_and_to_lead_elsewhere_does(repo: Repo) -> None:
    """Somebody else owns a system after a hand-over, and nobody else after the owner got another id."""
    role = {
        "kind": "role",
        "id": "ops-lead",
        "title": "Lead of operations",
        "purpose": "Leads those who run the stack.",
    }
    one, two = (system(id, owner="ops-lead", status="active") for id in "ab")
    repo.commit(ops_lead=role, other={"kind": "role", "id": "other", "title": "Other"}, a=one, b=two)
    repo.git("mv", "knowledge/systems/ops-lead.yaml", "knowledge/systems/ops-chief.yaml")
    repo.commit(ops_chief={**role, "id": "ops-chief"}, a={**one, "owner": "ops-chief"}, b={**two, "owner": "other"})
    told = {change.id: change for change in repo.log().changes if change.what != "added"}
    assert told["ops-chief"].what == "renamed"
    assert (told["a"].worst, told["a"].fields[0].new) == ("informative", "ops-chief")
    assert told["b"].worst == "needs-action"


def test_an_old_id_that_is_used_again_has_a_history_of_its_own(repo: Repo) -> None:
    repo.commit(crm=system("crm", tier=2))
    repo.git("mv", "knowledge/systems/crm.yaml", "knowledge/systems/salesforce.yaml")
    repo.commit(salesforce={**system("crm", tier=2), "id": "salesforce"})
    repo.commit(crm={"kind": "system", "id": "crm", "title": "Another", "purpose": "New and not the same at all."})
    log = repo.log()
    assert [one.what for one in log.of("system", "crm")] == ["added"]
    assert [one.what for one in log.of("system", "salesforce")] == ["renamed", "added"]


def test_a_file_that_moves_is_not_worth_a_word(repo: Repo) -> None:
    repo.commit(marketo=system("marketo"))
    (repo.root / "knowledge/tools").mkdir()
    repo.git("mv", "knowledge/systems/marketo.yaml", "knowledge/tools/mkto.yaml")
    repo.commit()
    assert repo.told() == ["added marketo"]


def test_one_that_goes_and_another_that_comes_is_no_rename(repo: Repo) -> None:
    same = {"status": "active", "owner": "ops", "last_reviewed": "2026-01-01", "tier": 1}
    repo.commit(marketo=system("marketo", **same))
    other = {"kind": "system", "id": "hubspot", "title": "HubSpot", "purpose": "A CRM.", **same}
    repo.commit(marketo=None, hubspot=other)
    assert sorted(repo.told()) == ["added hubspot", "added marketo", "removed marketo"]


def test_one_source_does_not_make_two_things_the_same(repo: Repo) -> None:
    """What an import says of all teams alike, where it has them from, is no reason to take one for another."""
    about = {"kind": "team", "evidence": "Named as group owner in data/tech_stack.yml of the handbook"}
    repo.write("teams/a.yaml", {**about, "id": "it-infrastructure", "title": "IT Infrastructure"})
    repo.commit()
    repo.write("teams/a.yaml", {**about, "id": "global-content", "title": "Global Content"})
    repo.commit()
    assert sorted(repo.told()) == ["added global-content", "added it-infrastructure", "removed it-infrastructure"]


def test_of_several_that_are_alike_none_is_taken_for_another(repo: Repo) -> None:
    """Of two accounts with one vendor that come, either could be the one that went."""
    said = "An account with the cloud of Amazon that is paid"
    account = {"kind": "system", "vendor": "Amazon", "tier": 1, "category": "other"}
    repo.commit(aws=account | {"id": "aws", "title": "AWS", "purpose": f"{said} by everybody in the house together."})
    one = account | {"id": "aws-security", "title": "AWS security", "purpose": f"{said} for keeping logs for one year."}
    two = account | {
        "id": "aws-staging",
        "title": "AWS staging",
        "purpose": f"{said} for tests before a release is out.",
    }
    repo.commit(aws=None, aws_security=one, aws_staging=two)
    assert sorted(repo.told()) == ["added aws", "added aws-security", "added aws-staging", "removed aws"]


TERMS = [
    {"id": "mql", "title": "MQL", "definition": "A person who scored enough to be worth a call."},
    {"id": "sql", "title": "SQL", "definition": "A person whom sales found ready to talk about money."},
    {"id": "sal", "title": "SAL", "definition": "A person whom sales took over and has not called yet."},
]


def test_a_term_among_many_is_told_alone(repo: Repo) -> None:
    repo.write("glossary.yaml", {"kind": "term", "terms": TERMS})
    repo.commit()
    repo.write("glossary.yaml", {"kind": "term", "terms": [TERMS[2], {**TERMS[0], "area": "Sales"}]})
    repo.commit()
    assert sorted(repo.told()[:3]) == ["added mql", "added sal", "added sql"]
    assert sorted(repo.told()[3:]) == ["changed mql area", "removed sql"]


def test_a_term_is_recognised_by_what_it_says_when_its_id_changes(repo: Repo) -> None:
    repo.write("glossary.yaml", {"kind": "term", "terms": TERMS})
    repo.commit()
    renamed = {**TERMS[0], "id": "marketing-qualified-lead", "title": "Marketing-qualified lead"}
    repo.write("glossary.yaml", {"kind": "term", "terms": [renamed, *TERMS[1:]]})
    repo.commit()
    assert repo.told()[3:] == ["renamed mql>marketing-qualified-lead title"]


def test_a_term_that_moves_to_another_file_is_not_worth_a_word(repo: Repo) -> None:
    repo.write("glossary.yaml", {"kind": "term", "terms": TERMS})
    repo.commit()
    repo.write("glossary.yaml", {"kind": "term", "terms": TERMS[:2]})
    repo.write("more.yaml", {"kind": "term", "terms": TERMS[2:]})
    repo.commit()
    assert len(repo.told()) == 3


def test_a_term_that_moves_in_two_steps_is_not_worth_a_word_either(repo: Repo) -> None:
    repo.write("glossary.yaml", {"kind": "term", "terms": TERMS})
    repo.commit()
    repo.write("more.yaml", {"kind": "term", "terms": TERMS[2:]})
    repo.commit()
    repo.write("glossary.yaml", {"kind": "term", "terms": TERMS[:2]})
    repo.commit()
    assert len(repo.told()) == 3


def test_what_a_file_says_for_all_of_its_terms_changes_all_of_them(repo: Repo) -> None:
    repo.write("glossary.yaml", {"kind": "term", "owner": "ops", "terms": TERMS})
    repo.commit()
    repo.write("glossary.yaml", {"kind": "term", "owner": "sales", "terms": TERMS})
    repo.commit()
    assert sorted(repo.told()[3:]) == ["changed mql owner", "changed sal owner", "changed sql owner"]


def test_a_broken_file_is_told_when_it_can_be_read_again(repo: Repo) -> None:
    repo.commit(marketo=system("marketo", tier=2))
    repo.commit("Break", marketo="kind: system\nid: [marketo\n")
    repo.commit("Break more", marketo="\x00\x01 nothing")
    repo.commit("Mend", marketo=system("marketo", tier=1))
    repo.commit("Break again", marketo="{")
    repo.commit("Gone", marketo=None)
    assert [(one.what, one.commit.subject) for one in reversed(repo.log().changes)] == [
        ("added", "Edit"),
        ("changed", "Mend"),
        ("removed", "Gone"),
    ]
    assert repo.told()[1] == "changed marketo tier"
    # It is said, too, where nothing could be said.
    log = repo.log()
    assert [one.commit.subject for one in log.unread] == ["Break again", "Break more", "Break"]
    assert {one.path for one in log.unread} == {"knowledge/systems/marketo.yaml"}
    assert repo.log() == log


def test_a_broken_file_that_moves_is_compared_with_what_it_said_elsewhere(repo: Repo) -> None:
    broken = '{"kind": "system", "id": "marketo", "title": ["Marketo"' + " " * 300
    repo.commit(marketo=system("marketo", tier=2))
    repo.commit(marketo=broken)
    repo.git("mv", "knowledge/systems/marketo.yaml", "knowledge/systems/engage.yaml")
    repo.commit("Move")
    repo.commit("Mend", engage=system("marketo", tier=1))
    assert repo.told() == ["added marketo", "changed marketo tier"]


def test_a_careful_reading_is_told_from_a_change(repo: Repo) -> None:
    repo.commit(marketo=system("marketo", last_reviewed="2026-01-01"))
    repo.commit(marketo=system("marketo", last_reviewed="2026-02-01", reviewed_by="ops"))
    repo.commit(marketo=system("marketo", last_reviewed="2026-03-01", reviewed_by="ops", tier=1))
    assert [one.only_reviewed for one in repo.log().changes] == [False, True, False]


def test_the_book_itself_is_no_entity(repo: Repo) -> None:
    repo.write("book.yaml", {"kind": "book", "title": "Ours"})
    repo.commit()
    assert repo.log().changes == ()
    assert repo.log().missing == ""


def test_a_message_that_is_one_endless_line_is_told_by_its_beginning(repo: Repo) -> None:
    """Git takes any line for a subject or a name; no page, feed or terminal shows more of it than people read."""
    repo.commit(
        marketo=system("marketo"), subject="Score it anew, as was said " + "x" * 100_000, author="Ada " + "y" * 9_000
    )
    first = repo.log().changes[0].commit
    assert (len(first.subject), first.subject[:30], first.subject[-1]) == (256, "Score it anew, as was said xxx", "…")
    assert (len(first.author), first.author[-1]) == (256, "…")
