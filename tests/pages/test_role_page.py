"""The page of a role says what its holder does, answers for and decides, and where somebody new to it begins."""

from __future__ import annotations

import re
from pathlib import Path

from small_book import Documents, make_page, small_documents


def documents() -> Documents:
    """Return the small book with a role that has something to say in every section."""
    book = small_documents()
    process = book["processes/send-email.yaml"]
    process["steps"] = [
        {"id": "draft", "title": "Write it", "responsible": ["mops-specialist"], "accountable": "mops-lead"},
        {"id": "ask", "title": "Ask sales", "responsible": ["sdr"], "accountable": "sdr", "consulted": ["mops-lead"], "informed": ["mops-specialist"]},
        {"id": "check", "title": "Check it", "responsible": ["mops-lead"], "accountable": "mops-lead"},
    ]  # fmt: skip
    process["approvals"] = [{"role": "mops-lead", "condition": "Above 1,000 people."}]
    book["roles/mops-lead.yaml"]["skills"] = ["html", "Patience"]
    book["skills/html.yaml"] = {
        "kind": "skill", "id": "html", "title": "HTML", "purpose": "Reads mails.", "area": "platform", "assessed_by": "mops-lead",
        "levels": [{"id": "reads", "title": "Reads", "shows": "Reads it."}, {"id": "writes", "title": "Writes", "shows": "Writes it."}],
    }  # fmt: skip
    book["onboarding/first.yaml"] = {
        "kind": "onboarding-path", "id": "first", "title": "First weeks", "roles": ["mops-lead"],
        "steps": [{"id": "a", "title": "Read", "day": 3}, {"id": "b", "title": "Do", "day": 12}],
    }  # fmt: skip
    return book


def section(html: str, id: str) -> str:
    """Return the HTML from a heading to the next one of its level."""
    found = re.search(rf'<h2 id="{id}">.*?(?=<h2 |<footer|$)', html, re.DOTALL)
    assert found, f"no section {id}"
    return found[0]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_step_stands_under_its_process_with_the_letters_of_the_role(tmp_path: Path) -> None:
    """Steps come in the order of the process, whatever the order of the fields, and lead to themselves."""
    html = section(make_page(tmp_path, documents(), "roles/mops-lead").html, "_duties")
    steps = re.findall(r'<li><span class="mb-raci">(.*?)</span><a href="([^"]+)">(.*?)</a></li>', html)
    assert [(words(letters), href.partition("#")[2], title) for letters, href, title in steps] == [
        ("A", "draft", "Write it"), ("C", "ask", "Ask sales"), ("A R", "check", "Check it"),
    ]  # fmt: skip


def test_a_role_without_steps_has_no_empty_section(tmp_path: Path) -> None:
    """Where no step, skill, path, system names a role, the page has no heading for it."""
    book = documents()
    book["roles/idle.yaml"] = {"kind": "role", "id": "idle", "title": "Idle", "team": "sales", "holders": 0}
    headings = [heading.id for heading in make_page(tmp_path, book, "roles/idle").headings]
    assert headings == ["_is-this-true"]


def test_what_it_answers_for_looks_after_and_decides_is_told_once(tmp_path: Path) -> None:
    """Each thing that refers to a role stands in one section, and what has a section is no other connection."""
    html = make_page(tmp_path, documents(), "roles/mops-lead").html
    owned, decided = section(html, "_owns"), section(html, "_decides")
    assert "Salesforce" in owned and "Integrations" in owned and "Owns" not in owned
    assert words(decided).startswith("Decides and approves Approves Processes, 1 Send an e-mail")
    assert "Judges" in decided
    rest = section(html, "_connections")
    assert not {"Owns", "Approves", "Judges", "Is accountable in", "Is brought in by"} & set(
        re.findall(r"<h3>([^<]*?) <", rest)
    )
    specialist = make_page(tmp_path, documents(), "roles/mops-specialist").html
    assert words(section(specialist, "_looks-after")).startswith("Looks after Administers Systems, 1 Marketo")


def test_skills_lead_to_their_levels_and_newcomers_to_their_path(tmp_path: Path) -> None:
    """A skill that has a page is a link with a link for each level; one in words stays as it is written."""
    html = make_page(tmp_path, documents(), "roles/mops-lead").html
    skills = section(html, "_skills")
    assert '<a class="mb-level" href="../../skills/html/#writes" title="Writes it.">Writes</a>' in skills
    assert "<li>Patience</li>" in skills
    assert words(section(html, "_onboarding")) == "New in this role First weeks 2 steps in 12 working days"


def test_a_team_has_the_same_sections(tmp_path: Path) -> None:
    """What a team answers for stands on its page as on that of a role."""
    book = documents()
    book["systems/salesforce.yaml"]["owner"] = "sales"
    html = make_page(tmp_path, book, "teams/sales").html
    assert "Salesforce" in section(html, "_owns")
    assert words(section(html, "_looks-after")).startswith("Looks after Systems 1 Salesforce Works the stage")
