"""Lifecycles and processes: the main path is straight, lanes are in order of time, and conditions are told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from stacks import Documents, lifecycle, process

from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.draw import draw_for
from mopsbook.diagrams.measure import measure
from mopsbook.diagrams.picture import Picture
from mopsbook.diagrams.scene import SMALL

Make = Callable[[Documents], Catalog]
Place = tuple[float, float]


def first(book: Catalog, kind: str) -> Picture:
    (picture,) = draw_for(book.of_kind(kind)[0], book)
    return picture


def places(svg: str) -> dict[str, Place]:
    found = re.findall(
        r'data-node="([^"]*)">.*?<rect[^>]* x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"', svg
    )
    return {key: (float(x) + float(w) / 2, float(y) + float(h) / 2) for key, x, y, w, h in found}


def test_the_main_path_is_one_straight_line_from_left_to_right(catalog: Make) -> None:
    at = places(first(catalog([lifecycle()]), "lifecycle").wide)
    path = [at[id] for id in ("raw", "mql", "sql", "won")]
    assert len({y for _, y in path}) == 1
    assert [x for x, _ in path] == sorted(x for x, _ in path)


def test_detours_and_lost_ends_stand_below_it_and_lost_ends_at_the_right(catalog: Make) -> None:
    at = places(first(catalog([lifecycle()]), "lifecycle").wide)
    assert at["recycle"][1] > at["mql"][1]
    assert at["lost"][0] > at["recycle"][0]


def test_a_stage_shows_its_sla_and_links_to_its_part_of_the_page(catalog: Make) -> None:
    wide = first(catalog([lifecycle()]), "lifecycle").wide
    assert "4 business" in wide
    assert 'href="{root}lifecycles/lead/#mql"' in wide


def test_every_transition_stands_in_the_table_with_its_condition(catalog: Make) -> None:
    picture = first(catalog([lifecycle()]), "lifecycle")
    assert len(picture.rows) == 8
    assert ("Asks for a demo", "") in picture.rows[1]


def test_ways_are_told_apart_by_class_and_named_in_the_legend(catalog: Make) -> None:
    picture = first(catalog([lifecycle()]), "lifecycle")
    assert {name for name in ("way-main", "way-skip", "way-aside", "way-back") if name in picture.wide} == {
        item[0].split()[-1] for item in picture.legend
    }


def test_the_narrow_lifecycle_is_a_column_in_the_same_order(catalog: Make) -> None:
    at = places(first(catalog([lifecycle()]), "lifecycle").narrow)
    order = sorted(at, key=lambda key: at[key][1])
    assert order == ["raw", "mql", "sql", "won", "recycle", "lost"]


@pytest.mark.parametrize("steps", [2, 7, 8, 9, 16, 17, 40])
def test_steps_run_from_left_to_right_and_fill_their_rows_evenly(catalog: Make, steps: int) -> None:
    at = places(first(catalog(process(steps)), "process").wide)
    assert len(at) == steps
    columns = [round(at[f"step-{number}"][0]) for number in range(1, steps + 1)]
    rows = [[columns[0]]]
    for x in columns[1:]:
        if x <= rows[-1][-1]:
            rows.append([])
        rows[-1].append(x)
    assert max(map(len, rows)) <= 8
    assert len(rows) == -(-steps // 8)
    assert max(map(len, rows)) - len(rows[-1]) < len(rows)


def test_one_role_is_one_lane(catalog: Make) -> None:
    wide = first(catalog(process(6)), "process").wide
    assert wide.count('class="mb-region ') == 3


def test_a_branch_tells_its_condition_on_both_screens(catalog: Make) -> None:
    picture = first(catalog(process(4)), "process")
    assert ">Something is wrong</tspan>" in picture.wide
    assert "→ 1: Something is wrong" in picture.narrow
    assert "way-branch" in picture.wide


def test_a_change_of_hands_is_marked(catalog: Make) -> None:
    assert 'class="mb-edge is-handover"' in first(catalog(process(4)), "process").wide


def test_a_step_nobody_does_has_a_lane_that_says_so(catalog: Make) -> None:
    documents = process(3)
    for step in documents[-1]["steps"]:
        del step["responsible"]
    assert ">Nobody yet</tspan>" in first(catalog(documents), "process").wide


def test_a_process_of_one_step_needs_no_picture(catalog: Make) -> None:
    book = catalog(process(1))
    assert draw_for(book.of_kind("process")[0], book) == ()


def struck(svg: str) -> list[str]:
    """Return the conditions that the upright pieces of ways run through."""
    found = []
    uprights: list[tuple[float, float, float]] = []
    for path in re.findall(r'mb-edge__line" d="([^"]*)"', svg):
        x = y = 0.0
        for command, numbers in re.findall(r"([MHVQ])([^MHVQ]*)", path):
            values = [float(value) for value in numbers.split()]
            if command == "V":
                uprights.append((x, min(y, values[0]), max(y, values[0])))
                y = values[0]
            elif command == "H":
                x = values[0]
            else:
                x, y = values[-2:]
    for words in re.findall(r'<text class="mb-words__text".*?</text>', svg):
        for left, baseline, text in re.findall(r'<tspan x="([\d.]+)" y="([\d.]+)">([^<]*)', words):
            right = float(left) + measure(text, SMALL)
            if any(float(left) < x < right and low < float(baseline) - 3 < high for x, low, high in uprights):
                found.append(text)
    return found


@pytest.mark.parametrize("lanes", [1, 3])
def test_ways_run_past_the_conditions_of_others_and_not_through_them(catalog: Make, lanes: int) -> None:
    roles = [{"kind": "role", "id": f"r{number}", "title": f"Role {number}"} for number in range(lanes)]
    steps = [
        {"id": f"s{number}", "responsible": f"r{0 if number < 3 else lanes - 1}", "next": [{"to": f"s{number + 1}"}]}
        for number in range(7)
    ]
    # Both among the first lanes and among the last: ways one within another, to the left and to the right.
    for at in (0, 3):
        steps[at]["next"] = [
            {"to": f"s{at + 1}", "when": "It is a customer of ours"},
            {"to": f"s{at + 2}", "when": "It is nobody"},
        ]
    steps[5]["next"] = [
        {"to": "s3", "when": "The mail does not arrive"},
        {"to": "s4", "when": "There is a finding in the mail"},
    ]
    steps[6].pop("next")
    wide = first(catalog([*roles, {"kind": "process", "id": "p", "title": "P", "steps": steps}]), "process").wide
    assert wide.count("mb-words__text") == 6
    assert struck(wide) == []
