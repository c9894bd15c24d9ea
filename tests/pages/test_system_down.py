"""The question "A system is down": for each system in use, whom to call and what stands still."""

from __future__ import annotations

import re

from asking import Ask, words

from small_book import small_documents


def test_each_system_in_use_has_a_page_by_tier(ask: Ask) -> None:
    """Tier 1 stands first; what is retired cannot be down. Where a system was a section once, its link leads on."""
    pages = ask(small_documents())
    offered = re.findall(
        r'<li id="([^"]+)"><a[^>]* href="../../questions/system-down/([^"]+)/"', pages["system-down"].html
    )
    assert offered == [(name, name) for name in ("marketo", "salesforce", "segment", "snowflake", "workato")]
    assert all(f"system-down/{name}" in pages for name, _ in offered)
    assert "system-down/drift" not in pages


def test_a_page_leads_back_to_its_question_and_to_the_system(ask: Ask) -> None:
    """Who chose the wrong one, or wants to know all, is a click away."""
    html = ask(small_documents())["system-down/marketo"].html
    assert 'href="../../../questions/system-down/"' in html and 'href="../../../systems/marketo/"' in html


def test_a_page_says_whom_to_call_and_who_stands_in(ask: Ask) -> None:
    """Who mends it comes first, then who answers for it, each with the backup and the team's channel."""
    documents = small_documents()
    documents["roles/mops-specialist.yaml"] |= {"backup": "mops-lead", "holders": 0}
    documents["systems/marketo.yaml"] |= {"support_channel": "#marketo-help", "status_page": "https://status.example.org", "runbook": "send-email"}  # fmt: skip
    documents["teams/marketing-ops.yaml"] |= {"channel": "#mops", "on_call": "By telephone until ten."}
    said = words(ask(documents)["system-down/marketo"].html)
    specialist, lead = (documents[f"roles/{id}.yaml"]["title"] for id in ("mops-specialist", "mops-lead"))
    assert f"{specialist} Vacant Technical owner {lead} #mops" in said
    assert said.index("Technical owner") < said.index("Business owner")
    assert "#marketo-help" in said and "status.example.org" in said and "Send an e-mail" in said
    assert "By telephone until ten." in said


def test_a_page_says_what_depends_on_the_system(ask: Ask) -> None:
    """Steps, integrations with their direction and what is lost, fields, stages and numbers; what is retired is no loss."""
    documents = small_documents()
    documents["integrations/marketo-salesforce.yaml"] |= {"error_handling": "Records **wait** for a day.", "carries_opt_out": True}  # fmt: skip
    documents["objects/lead.yaml"] = {
        "kind": "object", "id": "lead", "title": "Lead",
        "fields": [{"id": "email", "title": "E-mail address", "system_of_record": "salesforce"}],
    }  # fmt: skip
    documents["metrics/mqls.yaml"] = {"kind": "metric", "id": "mqls", "title": "MQLs counted", "systems": ["salesforce"], "refresh": "Each night"}  # fmt: skip
    documents["dashboards/funnel.yaml"] = {"kind": "dashboard", "id": "funnel", "title": "Funnel board", "tool": "snowflake", "metrics": ["mqls"]}  # fmt: skip
    documents["processes/old.yaml"] = {"kind": "process", "id": "old", "title": "Old habit", "systems": ["salesforce"], "status": "retired"}  # fmt: skip
    pages = {name: words(page.html) for name, page in ask(documents).items()}
    said = pages["system-down/salesforce"]
    assert (
        "both ways with Marketo Every few minutes Opt-outs travel here." in said and "Records wait for a day." in said
    )
    assert "E-mail address" in said and "Qualified → Customer" in said
    assert "MQLs counted Each night" in said and "Funnel board 1 number on it from here" in said
    assert "Old habit" not in said
    assert "Send an e-mail Build the e-mail" in pages["system-down/marketo"]
    assert "Funnel board cannot be opened" in pages["system-down/snowflake"]
    assert "carried between Segment and Snowflake" in pages["system-down/workato"]
    assert "Nobody wrote down what queues" in pages["system-down/segment"]


def test_a_book_without_systems_has_no_such_page(ask: Ask) -> None:
    """There is no empty answer, and without any answer no list of questions."""
    teams = {name: one for name, one in small_documents().items() if name.startswith("teams/")}
    assert "system-down" not in ask(teams)


def test_the_search_finds_a_system_that_is_down(ask: Ask) -> None:
    """Each page is found by what it is called, and by the other names of the system."""
    (entry,) = ask(small_documents())["system-down/marketo"].entries
    assert entry.title == "Marketo is down"
    assert "mkto-classic" in entry.text


def test_what_hangs_on_a_system_is_counted_in_a_sentence(ask: Ask) -> None:
    """One thing hangs on it, several hang on it."""
    documents = {
        name: one for name, one in small_documents().items() if not name.startswith(("integrations/", "metrics/"))
    }
    said = [words(page.html) for name, page in ask(documents).items() if name.startswith("system-down/")]
    assert any("1 process hangs on it." in text for text in said)
    assert not any("1 process hang on it" in text for text in said)
