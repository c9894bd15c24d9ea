"""What depends on a thing: over how many hops, why, and where the walk ends."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.impact import Reached, reach, say_why
from mopsbook.catalog.make import make_catalog

Make = Callable[[dict[str, str]], Catalog]

FUNNEL = {
    "owner.yaml": "kind: role\nid: analyst\ntitle: Analyst\nteam: mops\n",
    "team.yaml": "kind: team\nid: mops\ntitle: Marketing Operations\nlead: analyst\n",
    "cmo.yaml": "kind: role\nid: cmo\ntitle: CMO\n",
    "life.yaml": (
        "kind: lifecycle\nid: lead-life\ntitle: Lead life\nstages:\n"
        "- {id: raw, title: Raw, type: initial, transitions: [{to: mql}]}\n- {id: mql, title: MQL, type: main}\n"
    ),
    "score.yaml": (
        "kind: scoring-model\nid: score\ntitle: Score\nthresholds:\n"
        '- {id: hot, title: Hot enough, score: 80, stage: "lead-life#mql"}\n'
        '- {id: cold, title: Cold, score: 10, stage: "lead-life#raw"}\n'
    ),
    "mqls.yaml": "kind: metric\nid: mqls\ntitle: MQLs\nowner: analyst\nstages: [\"lead-life#mql\"]\n",
    "raws.yaml": "kind: metric\nid: raws\ntitle: Raws\nstages: [\"lead-life#raw\"]\n",
    "board.yaml": "kind: dashboard\nid: funnel\ntitle: Funnel\nmetrics: [mqls]\naudience: [cmo]\n",
    "old.yaml": "kind: dashboard\nid: old\ntitle: Old\nstatus: retired\nmetrics: [mqls]\n",
    "term.yaml": "kind: term\nid: word\ntitle: Word\nrelated: [mqls]\ndefinition: See [[mqls]].\n",
}  # fmt: skip


@pytest.fixture
def catalog(book: Any) -> Make:
    return lambda files: make_catalog(book(files), (), date(2026, 11, 22))


def _names(found: tuple[Reached, ...]) -> dict[str, int]:
    return {one.key[1]: one.distance for one in found}


def test_a_threshold_reaches_its_stage_then_the_numbers_about_it_then_who_reads_them(catalog: Make) -> None:
    made = catalog(FUNNEL)
    found = reach(made, ("scoring-model", "score"), "hot", most_hops=4)
    assert _names(found) == {"lead-life": 1, "mqls": 2, "funnel": 3, "cmo": 4}
    assert found[0].parts == (("mql", "MQL"),)
    funnel = next(one for one in found if one.key[1] == "funnel")
    assert say_why(made, funnel) == (
        "shows MQLs, which is about stages of Lead life (MQL), which has stages reached through Score (Hot enough)"
    )


def test_a_part_is_followed_to_what_names_it_and_not_to_what_names_another_part(catalog: Make) -> None:
    found = reach(catalog(FUNNEL), ("lifecycle", "lead-life"), "raw")
    assert _names(found) == {"raws": 1, "score": 1}


def test_a_document_is_followed_to_what_names_it_or_any_of_its_parts(catalog: Make) -> None:
    found = reach(catalog(FUNNEL), ("lifecycle", "lead-life"), most_hops=1)
    assert _names(found) == {"mqls": 1, "raws": 1, "score": 1}


def test_what_a_role_owns_needs_somebody_and_what_depends_on_that_goes_on_as_before(catalog: Make) -> None:
    assert _names(reach(catalog(FUNNEL), ("role", "analyst"))) == {"mqls": 1, "mops": 1}


def test_the_walk_ends_after_the_hops_that_were_asked_for(catalog: Make) -> None:
    made = catalog(FUNNEL)
    for most in range(5):
        found = reach(made, ("scoring-model", "score"), "hot", most)
        assert max(_names(found).values(), default=0) == most


def test_what_is_retired_and_what_only_mentions_depends_on_nothing(catalog: Make) -> None:
    assert not _names(reach(catalog(FUNNEL), ("metric", "mqls"))).keys() & {"old", "word"}


def test_whoever_takes_a_whole_whose_parts_hang_together_depends_on_each_part(catalog: Make) -> None:
    made = catalog(
        {
            "p.yaml": "kind: process\nid: launch\ntitle: Launch\nsteps:\n- {id: build, title: Build, systems: [marketo]}\n",
            "s.yaml": "kind: system\nid: marketo\ntitle: Marketo\n",
            "c.yaml": "kind: campaign-type\nid: webinar\ntitle: Webinar\nprocess: launch\n",
        }
    )
    assert _names(reach(made, ("system", "marketo"))) == {"launch": 1, "webinar": 2}


def test_an_integration_reached_by_one_field_does_not_pass_it_on_to_all_it_writes(catalog: Make) -> None:
    fields = "\n".join(f"- {{id: {name}, title: {name.title()}, type: string}}" for name in ("email", "phone", "city"))
    made = catalog(
        {
            "o.yaml": f"kind: object\nid: lead\ntitle: Lead\nfields:\n{fields}\n",
            "i.yaml": (
                "kind: integration\nid: sync\ntitle: Sync\nsource: a\ntarget: b\nfield_mappings:\n"
                '- {source_field: "lead#email", target_field: "lead#phone"}\n- {source_field: x, target_field: "lead#city"}\n'
            ),
            "a.yaml": "kind: system\nid: a\ntitle: A\n",
            "b.yaml": "kind: system\nid: b\ntitle: B\n",
        }
    )
    assert _names(reach(made, ("object", "lead"), "email")) == {"sync": 1}
    of_sync = reach(made, ("integration", "sync"))
    assert of_sync[0].parts == (("phone", "Phone"), ("city", "City"))


def test_a_circle_of_dependence_ends(catalog: Make) -> None:
    made = catalog(
        {
            "a.yaml": "kind: segment\nid: a\ntitle: A\nfilters: [{when: [{segments: [b]}]}]\n",
            "b.yaml": "kind: segment\nid: b\ntitle: B\nfilters: [{when: [{segments: [a]}]}]\n",
        }
    )
    assert _names(reach(made, ("segment", "a"), most_hops=9)) == {"b": 1}


def test_a_document_does_not_depend_on_itself(catalog: Make) -> None:
    """Of a part its other parts may, which are elsewhere on the page; back over others no way leads that anybody asks for."""
    score = (
        "kind: scoring-model\nid: score\ntitle: Score\n"
        "rules:\n- {id: asks, title: Asks, points: 5}\n"
        'thresholds:\n- {id: hot, title: Hot, score: 5, by_rules: [asks], stage: "lead-life#mql", from: ["lead-life#raw"]}\n'
    )
    made = catalog({**FUNNEL, "score.yaml": score})
    assert "score" not in _names(reach(made, ("scoring-model", "score"), most_hops=5))
    own = {one.key[1]: one for one in reach(made, ("scoring-model", "score"), "asks")}
    assert [title for _, title in own["score"].parts] == ["Hot"] and own["score"].distance == 1
    assert "score" not in _names(reach(made, ("scoring-model", "score"), "hot", most_hops=5))
