"""Before and after as pictures: what came is green, what went is red, each with a sign, in a file that needs nothing else."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as Xml

import pytest
from click.testing import Result
from compared_repo import Repo
from two_books import BOOK, Files, catalog_of, edited

from mopsbook.diff.make import make_diff
from mopsbook.diff.pictures import draw_diff

Run = Callable[..., Result]
LIFE = "lifecycles/life.yaml"
SYNC = "kind: integration\nid: sync\ntitle: Sync\nsource: marketo\ntarget: crm\nstatus: active\n"
JOINED: Files = {
    **BOOK,
    "systems/crm.yaml": "kind: system\nid: crm\ntitle: CRM\nstatus: active\n",
    "integrations/sync.yaml": SYNC,
}


def _draw(before: Files, after: Files) -> dict[str, str]:
    one, other = catalog_of(before), catalog_of(after)
    return {sketch.name: sketch.svg for sketch in draw_diff(make_diff(one, other), one, other)}


def _marked(svg: str) -> set[tuple[str, str]]:
    """Return what is marked, by its key, and how."""
    found = set()
    for element in Xml.fromstring(svg).iter():
        mark = re.search(r"\bis-(added|removed|changed)\b", element.attrib.get("class", ""))
        key = element.attrib.get("data-node") or "→".join(
            filter(None, [element.attrib.get("data-from"), element.attrib.get("data-to")])
        )
        if mark and key:
            found.add((key, mark[1]))
    return found


def test_a_stage_that_came_is_green_in_the_picture_of_after_and_red_the_other_way_round() -> None:
    after = edited(LIFE, ("stages:\n", "stages:\n- {id: sal, title: SAL, type: main}\n"))
    there, back = _draw(BOOK, after), _draw(after, BOOK)
    assert list(there) == ["lifecycle-life-lifecycle"]
    assert _marked(there["lifecycle-life-lifecycle"]) == {("sal", "added")}
    assert _marked(back["lifecycle-life-lifecycle"]) == {("sal", "removed")}


def test_a_step_that_changed_is_marked_on_both_sides() -> None:
    svg = _draw(BOOK, edited("processes/launch.yaml", ("accountable: builder", "accountable: mops")))[
        "process-launch-lanes"
    ]
    assert _marked(svg) == {("build", "changed")}
    assert svg.count(">~</text>") == 3, "before, after, and the legend"


def test_an_integration_that_is_gone_is_red_and_the_systems_that_stay_are_not() -> None:
    found = _draw(JOINED, {name: text for name, text in JOINED.items() if "sync" not in name})
    assert _marked(found["stack-map"]) == {("marketo→crm", "removed")}
    assert "system-crm-neighbourhood" in found


def test_a_system_that_is_gone_is_red_with_its_ways() -> None:
    found = _draw(JOINED, {name: text for name, text in JOINED.items() if "sync" not in name and "crm" not in name})
    assert _marked(found["stack-map"]) == {("marketo→crm", "removed"), ("crm", "removed")}


def test_a_new_id_is_no_other_system() -> None:
    after = {name.replace("crm", "sfdc"): text.replace("id: crm", "id: sfdc\naliases: [crm]").replace("target: crm", "target: sfdc") for name, text in JOINED.items()}  # fmt: skip
    assert {mark for svg in _draw(JOINED, after).values() for _, mark in _marked(svg)} <= {"changed"}


def test_what_looks_as_it_did_is_not_drawn() -> None:
    assert _draw(BOOK, edited("systems/marketo.yaml", ("tier: 1", "tier: 2"))) == {}
    assert _draw(BOOK, BOOK) == {}


@pytest.mark.parametrize("text", ["<b>&", "</svg>", "{root}"])
def test_a_file_needs_nothing_else_and_holds_no_markup_of_others(text: str) -> None:
    before = edited(LIFE, ("title: MQL", f'title: "{text}"'))
    after = edited(LIFE, ("stages:\n", "stages:\n- {id: sal, title: SAL, type: main}\n"), files=before)
    (svg,) = _draw(before, after).values()
    root = Xml.fromstring(svg)
    assert not re.search(r"href|url\(|@import|<script|<b>", svg)
    assert not [element for element in root.iter() if element.tag.endswith("}a")]
    assert "prefers-color-scheme:dark" in svg
    assert {"added", "removed", "changed"} <= {element.text for element in root.iter()}


def test_the_pictures_lie_in_the_folder_that_was_named(repo: Repo, run: Run) -> None:
    repo.write(edited(LIFE, ("stages:\n", "stages:\n- {id: sal, title: SAL, type: main}\n")))
    assert run("diff", "--svg", "out").return_value == 0
    assert [path.name for path in (repo.root / "out").iterdir()] == ["lifecycle-life-lifecycle.svg"]
