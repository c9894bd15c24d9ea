"""Pages of single kinds: what a reader must see at once is marked, and nothing is shown as a raw id or a Python word."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from small_book import make_page, small_documents, with_runbooks


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def checklist() -> dict[str, Any]:
    """Return a checklist with two areas and three runs, written in no order."""
    items = [
        {"id": "a", "title": "Is A so?", "area": "One", "severity": "stop"},
        {"id": "b", "title": "Is B so?", "area": "One"},
        {"id": "c", "title": "Is C so?", "area": "Two"},
    ]
    good = [{"item": "a", "result": "pass"}, {"item": "b", "result": "pass"}]
    bad = [{"item": "a", "result": "fail", "note": "No.", "ticket": "T-1"}, {"item": "c", "result": "pass"}]
    runs = [{"date": "2026-03-01", "results": good}, {"date": "2026-09-01", "results": bad}, {"date": "2026-06-01"}]
    return {
        "kind": "checklist",
        "id": "c",
        "title": "C",
        "type": "naming",
        "cadence": "3m",
        "items": items,
        "runs": runs,
    }


def test_a_checklist_says_at_its_top_how_it_stands(tmp_path: Path) -> None:
    """The latest run counts, with what came out; runs follow with the latest first, and what is not mended is marked."""
    html = make_page(tmp_path, {**small_documents(), "checklists/c.yaml": checklist()}, "checklists/c").html
    top = re.search(r'<p class="mb-round">(.*?)</p>', html)
    assert top and words(top[1]) == "1 of 2 passed Last run on 1 September 2026 , due again on 1 December 2026"
    assert re.findall(r'<h3 id="(2026[^"]+)"', html) == ["2026-09-01", "2026-06-01", "2026-03-01"]
    assert '<span class="mb-chip mb-chip--error">failed</span>' in html
    assert '<span class="mb-chip mb-chip--due">not yet</span>' in html


def test_an_audit_that_is_overdue_is_seen_on_its_page_and_at_home(tmp_path: Path) -> None:
    """Whoever opens the book sees that one waits, and the audit says since when."""
    late = {**checklist(), "cadence": "2w"}
    never = {
        "kind": "checklist",
        "id": "n",
        "title": "N",
        "type": "naming",
        "cadence": "1y",
        "last_reviewed": "2024-01-01",
    }
    book = {**small_documents(), "checklists/c.yaml": late, "checklists/n.yaml": never}
    top = re.search(r'<p class="mb-round">(.*?)</p>', make_page(tmp_path, book, "checklists/c").html)
    assert (
        top
        and words(top[1]) == "1 of 2 passed Overdue Last run on 1 September 2026 , was due again on 15 September 2026"
    )
    top = re.search(r'<p class="mb-round">(.*?)</p>', make_page(tmp_path, book, "checklists/n").html)
    assert top and words(top[1]) == "Never run Due every 1 year"
    home = make_page(tmp_path, book, "index").html
    assert re.search(r'<a href="[./]*checklists/">2 audits are overdue</a>', home)


def test_questions_of_a_checklist_are_counted_through(tmp_path: Path) -> None:
    """A new area does not begin at one again: people speak of question three."""
    html = make_page(tmp_path, {**small_documents(), "checklists/c.yaml": checklist()}, "checklists/c").html
    assert re.findall(r"counter-reset: step (\d+)", html) == ["0", "2"]


def test_a_decision_shows_where_it_stands_and_the_way_that_was_taken(tmp_path: Path) -> None:
    """Its state stands beside the title as the status of others does; of the options the chosen one is marked."""
    options = [
        {"title": "Leave it", "why_not": "It hurts."},
        {"title": "Change it", "chosen": True, "for": "It is *good*."},
    ]
    one = {"kind": "decision", "id": "d", "title": "D", "state": "accepted", "options": options}
    html = make_page(tmp_path, {**small_documents(), "decisions/d.yaml": one}, "decisions/d").html
    assert '<span class="mb-chip mb-chip--accepted">Accepted</span>' in html
    assert html.count("mb-chip--chosen") == 1
    assert re.search(r'<tr class="mb-chosen"><td>Change it .*?<em>good</em>', html)
    assert "<dt>State" not in html


def test_a_sentence_of_a_policy_is_told_by_how_it_begins(tmp_path: Path) -> None:
    """What refers from a sentence without a title names the sentence, never its id."""
    rules = [{"id": "x-1", "text": "Nobody is mailed " + "again and " * 20 + "again.", "checked_by": "c"}]
    policy = {"kind": "policy", "id": "p", "title": "P", "area": "access", "rules": rules}
    book = {**small_documents(), "checklists/c.yaml": checklist(), "policies/p.yaml": policy}
    html = make_page(tmp_path, book, "checklists/c").html
    assert re.search(r'#x-1">Nobody is mailed again and [^<]{1,40} …</a>', html)


def test_a_rule_for_a_machine_says_yes_and_no(tmp_path: Path) -> None:
    when = [{"field": "lead#email", "op": "is", "value": True}, {"field": "lead#email", "op": "is", "value": False}]
    one = {"kind": "segment", "id": "s", "title": "S", "type": "smart-list", "filters": [{"when": when}]}
    html = make_page(tmp_path, {**small_documents(), "segments/s.yaml": one}, "segments/s").html
    assert "<b>yes</b>" in html and "<b>no</b>" in html
    assert "True" not in words(html)


def test_a_table_of_many_columns_can_be_read_row_by_row(tmp_path: Path) -> None:
    """Each cell bears the name of its column, which telephones show before it; three columns fit side by side."""
    limits = [{"title": "<Mails>", "at_most": 3, "per": "7d", "except": "Receipts"}]
    rules = [{"id": "a", "text": "Be brief.", "why": "People leave."}]
    policy = {
        "kind": "policy",
        "id": "p",
        "title": "P",
        "area": "communication-limits",
        "limits": limits,
        "rules": rules,
    }
    html = make_page(tmp_path, {**small_documents(), "policies/p.yaml": policy}, "policies/p").html
    assert re.search(r'<table class="mb-plain mb-plain--wide">.*?<td data-label="What">&lt;Mails&gt;</td>', html)
    assert re.search(r'<table class="mb-plain">.*?<td data-label="Sentence">Be brief', html)


def test_a_list_looks_as_what_it_holds_wherever_on_its_page_it_stands(tmp_path: Path) -> None:
    """Names and words stand in a row, sentences below each other: in all stages, where one has a longer one than another."""
    documents = small_documents()
    long = "The person asked for an offer, and said until when they need it"
    stages = documents["lifecycles/lead-lifecycle.yaml"]["stages"]
    stages[0].update(exit_criteria=["A call was held"], reasons=["No budget", "Duplicate"])
    stages[1].update(exit_criteria=[long], reasons=["Other"])
    html = make_page(tmp_path, documents, "lifecycles/lead-lifecycle").html
    for label, look in (("Leaves when", "<ul>"), ("Reasons", '<ul class="mb-inline mb-words">')):
        assert re.findall(rf"<dt>{label}.*?</dt><dd>(<ul[^>]*>)", html) == [look] * 2
    documents["systems/marketo.yaml"].update(capabilities=["email", "forms"], users=["sales", "marketing-ops"])
    html = make_page(tmp_path, documents, "systems/marketo").html
    assert re.search(r"Can do.*?<ul class=\"mb-inline mb-words\"><li>", html)
    assert re.search(r"Used by.*?<ul class=\"mb-inline\"><li><a ", html)


def test_a_mark_that_stands_alone_can_be_seen_to_be_one(tmp_path: Path) -> None:
    """The separator of names is an underscore in the letters of code, and no speck below its label."""
    documents = small_documents()
    documents["naming/program-name.yaml"]["separator"] = "_"
    html = make_page(tmp_path, documents, "naming/program-name").html
    assert re.search(r"Separator.*?<dd><code>_</code></dd>", html)
    documents["processes/p.yaml"] = {
        "kind": "process",
        "id": "p",
        "title": "P",
        "risks": [{"risk": "X", "then": "Run *Y*."}],
    }
    html = make_page(tmp_path, documents, "processes/p").html
    assert "Run <em>Y</em>." in html, "and the marks of Markdown are seen as what they mean"


def test_a_part_that_is_known_by_its_day_is_named_by_it_in_words(tmp_path: Path) -> None:
    """Who ran a checklist finds the runs by their days, as dates stand everywhere else."""
    one = checklist()
    one["runs"][1]["by"] = "sdr"
    html = make_page(tmp_path, {**small_documents(), "checklists/c.yaml": one}, "roles/sdr").html
    assert '#2026-09-01"><time datetime="2026-09-01">1 September 2026</time></a>' in html


def test_a_field_that_a_kind_of_ones_own_puts_beside_the_title_stands_there(tmp_path: Path) -> None:
    documents, schemas = with_runbooks()
    schemas = {
        name: text.replace("x-expect: required, x-place: facts", "x-place: head") for name, text in schemas.items()
    }
    html = make_page(tmp_path, documents, "runbooks/marketo-down", schemas=schemas).html
    head = html.partition("Nothing is sent twice.")[0]
    assert "How bad: Wake somebody" in words(head)


def test_a_definition_that_stands_in_place_of_a_purpose_is_not_said_twice(tmp_path: Path) -> None:
    metric = {"kind": "metric", "id": "m", "title": "M", "definition": "How many people asked."}
    html = make_page(tmp_path, {**small_documents(), "metrics/m.yaml": metric}, "metrics/m").html
    assert html.count("How many people asked.") == 1
    metric["purpose"] = "To see what ads bring."
    html = make_page(tmp_path / "2", {**small_documents(), "metrics/m.yaml": metric}, "metrics/m").html
    assert html.count("How many people asked.") == 1 and "To see what ads bring." in html
