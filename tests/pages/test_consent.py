"""The question "Where does consent live?": the fields, who writes them, whom a no reaches, and the policies."""

from __future__ import annotations

import re
from typing import Any

from asking import Ask, section, words

from small_book import small_documents


def _with_opt_out() -> dict[str, Any]:
    """Return the small book with an opt-out that people give in Marketo and Segment, and two systems that send."""
    documents = small_documents()
    documents["systems/marketo.yaml"]["sends"] = ["email"]
    documents["systems/salesforce.yaml"]["sends"] = ["phone"]
    documents["objects/lead.yaml"] = {
        "kind": "object", "id": "lead", "title": "Lead", "system_of_record": "snowflake", "status": "active",
        "fields": [
            {"id": "no-mail", "title": "No mail", "definition": "Said *no*.", "consent": "opt-out", "channels_covered": ["email"],
             "personal_data": "personal", "written_by": [{"by": "form", "system": "segment", "when": "They ask"}]},
            {"id": "agreed", "title": "Agreed", "consent": "opt-in", "system_of_record": "marketo"},
            {"id": "old", "title": "Old", "consent": "opt-out", "status": "retired"},
            {"id": "email", "title": "E-mail"},
        ],
    }  # fmt: skip
    documents["integrations/segment-snowflake.yaml"] |= {"carries_opt_out": True}
    documents["policies/consent.yaml"] = {
        "kind": "policy", "id": "consent", "title": "Asking first", "area": "consent", "contact": "sdr", "fields": ["lead#no-mail"],
        "capture_points": [{"title": "Form", "system": "segment", "writes": ["lead#no-mail"]}],
    }  # fmt: skip
    return documents


def test_each_field_says_what_it_is_and_where_it_counts(ask: Ask) -> None:
    """Fields about consent and no others, an opt-out first; its object's system of record counts where it names none."""
    said = section(ask(_with_opt_out())["consent"], "_fields")
    assert "No mail Said no . Opt-out E-mail Personal Snowflake A form in Segment : They ask" in said
    assert said.index("No mail") < said.index("Agreed Opt-in Marketo")
    assert "Old" not in said


def test_a_sender_that_does_not_hear_of_a_no_is_named(ask: Ask) -> None:
    """The opt-out is kept in the warehouse, and nothing brings it to Marketo; telephone calls are not covered by it."""
    documents = _with_opt_out()
    said = section(ask(documents)["consent"], "lead-no-mail")
    assert "Not everybody hears of it Marketo sends (E-mail)" in said and "Salesforce sends" not in said
    assert "People say it in Segment" in said


def test_a_no_is_followed_from_system_to_system(ask: Ask) -> None:
    """Each system that hears of it says from where, through what and how soon, and the picture has it in its column."""
    documents = _with_opt_out()
    documents["integrations/snowflake-marketo.yaml"] |= {"carries_opt_out": True, "opt_out_delay": "one night"}
    documents["integrations/marketo-salesforce.yaml"] |= {"carries_opt_out": True}
    page = ask(documents)["consent"]
    said = section(page, "lead-no-mail")
    assert "Not everybody" not in said
    assert "Marketo Snowflake Snowflake to Marketo one night E-mail" in said
    assert "Salesforce Marketo Marketo and Salesforce Every few minutes" in said
    wide = page.html.partition('class="mb-picture__wide"')[2].partition("</svg>")[0]
    assert [words(box) for box in re.findall(r'data-node="[^"]*"><title>(.*?)</title>', wide)] == ["Segment", "Snowflake", "Marketo", "Salesforce"]  # fmt: skip
    assert 'href="../../integrations/snowflake-marketo/"' in wide


def test_the_policies_that_govern_it_are_listed(ask: Ask) -> None:
    documents = _with_opt_out()
    documents["policies/other.yaml"] = {"kind": "policy", "id": "other", "title": "Something else", "area": "access"}
    said = section(ask(documents)["consent"], "_policies")
    assert "Asking first Privacy and consent Sales development" in said and "Something else" not in said


def test_a_book_that_says_nothing_of_consent_has_no_such_page(ask: Ask) -> None:
    documents = _with_opt_out()
    for field in documents["objects/lead.yaml"]["fields"]:
        field.pop("consent", None)
    assert "consent" not in ask(documents)
