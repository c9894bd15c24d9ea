"""The question "What happens when somebody fills a form?": the way from the form to the one who must act."""

from __future__ import annotations

import re
from typing import Any

from asking import Ask, section, words

from small_book import small_documents


def _with_form() -> dict[str, Any]:
    """Return the small book with a form: it comes from Segment, writes two fields in the warehouse, and is scored."""
    documents = small_documents()
    documents["integrations/segment-snowflake.yaml"] |= {
        "method": "form-embed", "latency": "an hour at most", "error_handling": "Answers are *lost*.",
        "field_mappings": [{"source_field": "mail", "target_field": "lead#email"}],
    }  # fmt: skip
    documents["integrations/snowflake-marketo.yaml"]["field_mappings"] = [{"source_field": "lead#email", "target_field": "lead#email"}]  # fmt: skip
    documents["objects/lead.yaml"] = {
        "kind": "object", "id": "lead", "title": "Lead",
        "fields": [
            {"id": "email", "title": "E-mail address", "update_rule": "overwrite"},
            {"id": "job", "title": "Job", "written_by": [{"by": "form", "system": "segment", "through": "segment-snowflake"}]},
            {"id": "size", "title": "Size", "written_by": [{"by": "enrichment", "system": "segment", "through": "segment-snowflake"}]},
        ],
        "activities": [{"id": "fills-form", "title": "Answers us"}, {"id": "visits", "title": "Visits a page"}],
    }  # fmt: skip
    documents["scoring/score.yaml"] = {
        "kind": "scoring-model", "id": "score", "title": "Warmth", "field": "lead#size", "objects": ["lead"],
        "rules": [
            {"id": "asks", "title": "Asks us", "part": "behavioural", "points": 60, "frequency": "once",
             "when": [{"activity": "lead#fills-form", "where": [{"attribute": "form", "op": "is", "value": ["demo", "price"]}]}]},
            {"id": "boss", "title": "Is a boss", "part": "demographic", "points": -5, "when": [{"field": "lead#job", "op": "is", "value": "Boss"}]},
            {"id": "comes", "title": "Comes", "part": "behavioural", "points": 9, "when": [{"activity": "lead#visits", "statuses": ["webinar#came"]}]},
            {"id": "looks", "title": "Looks at us", "part": "behavioural", "points": 1, "when": [{"activity": "lead#visits"}]},
            {"id": "big", "title": "Is big", "part": "demographic", "points": 2, "when": [{"field": "lead#size", "op": "at-least", "value": 9}]},
        ],
        "thresholds": [{"id": "hot", "stage": "lead-lifecycle#mql", "score": 60, "by_rules": ["asks", "big"]}],
    }  # fmt: skip
    documents["channels/webinar.yaml"] = {
        "kind": "channel", "id": "webinar", "title": "Webinar",
        "statuses": [{"id": "came", "title": "Came", "step": 2}, {"id": "no", "title": "No", "step": 1}],
    }  # fmt: skip
    documents["campaign-types/live.yaml"] = {
        "kind": "campaign-type", "id": "live", "title": "Live talk", "channel": "webinar", "follow_up": "Call them.",
        "assets": [{"title": "Sign-up", "type": "form"}],
    }  # fmt: skip
    documents["processes/send-email.yaml"]["trigger"] = "Somebody is Qualified."
    documents["lifecycles/lead-lifecycle.yaml"]["stages"][1]["hand_over"] = True
    return documents


def test_a_form_is_followed_to_its_fields_and_on(ask: Ask) -> None:
    """The integration says how fast and what is lost; fields are those mapped by a form and those a form writes through it."""
    page = ask(_with_form())["form-filled"]
    assert "Segment to Snowflake Segment Snowflake through Workato Hourly an hour at most" in section(page, "_arrives")
    assert "Answers are lost ." in section(page, "_arrives")
    fields = section(page, "_writes")
    assert "E-mail address any time Segment to Snowflake" in fields and "Job" in fields and "Size" not in fields
    assert "Snowflake to Marketo Snowflake Marketo Daily E-mail address" in section(page, "_onward")


def test_rules_count_that_look_at_the_form_what_was_typed_or_the_status_it_brings(ask: Ask) -> None:
    said = section(ask(_with_form())["form-filled"], "_points")
    assert "Asks us +60 the form itself, form: demo, price once Warmth" in said
    assert "Is a boss −5 what they typed: Job" in said
    assert "Comes +9 the status Came that a form brings" in said
    assert "Looks at us" not in said and "Is big" not in said


def test_the_stage_says_who_acts_how_fast_and_what_is_set_off(ask: Ask) -> None:
    """A process is set off whose trigger names the stage; of rules that lead there at once, those of the form are told."""
    page = ask(_with_form())["form-filled"]
    said = section(page, "_stages")
    assert "Qualified Lead lifecycle Hand-over" in said
    assert "score 60 or at once: Asks us" in said and "Is big" not in said
    assert "Who acts Sales development" in said and "4 business hours" in said
    assert "Send an e-mail Build the e-mail Read it" in said
    assert "Live talk Webinar Call them." in section(page, "_campaigns")


def test_the_picture_leads_from_the_form_to_the_one_who_acts(ask: Ask) -> None:
    page = ask(_with_form())["form-filled"]
    wide = page.html.partition('class="mb-picture__wide"')[2].partition("</svg>")[0]
    boxes = [words(title) for title in re.findall(r'data-node="[^"]*"><title>(.*?)</title>', wide)]
    assert boxes == ["Segment", "Snowflake", "Warmth", "Qualified", "Sales development"]
    assert wide.count('class="mb-edge ') == 4


def test_without_scores_the_hand_over_of_the_lifecycle_is_told(ask: Ask) -> None:
    """A book that has no scoring model yet knows all the same who takes over what a form wrote."""
    documents = _with_form()
    del documents["scoring/score.yaml"]
    documents["lifecycles/lead-lifecycle.yaml"]["objects"] = ["lead"]
    page = ask(documents)["form-filled"]
    assert 'id="_points"' not in page.html
    assert "Qualified Lead lifecycle Hand-over" in section(page, "_stages")


def test_a_book_that_knows_of_no_form_has_no_such_page(ask: Ask) -> None:
    documents = _with_form()
    documents["integrations/segment-snowflake.yaml"]["method"] = "api"
    documents["objects/lead.yaml"]["fields"].pop(1)
    assert "form-filled" not in ask(documents)


def test_a_stage_that_stops_the_clock_is_linked_on_its_own_page(ask: Ask) -> None:
    """The page of a question has no parts of a lifecycle, so a link to one leads to the lifecycle."""
    documents = _with_form()
    documents["lifecycles/lead-lifecycle.yaml"]["stages"][1]["sla"]["stops_on"] = ["won"]
    html = ask(documents)["form-filled"].html
    assert 'href="../../lifecycles/lead-lifecycle/#won"' in html and 'href="#won"' not in html
