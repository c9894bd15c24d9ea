"""Lifecycles and processes that nobody would plan: half written, twice named, far too long. They are drawn all the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from drawn import REPOSITORY, draw_all, reference_pictures
from stacks import Documents, large_stack, lifecycle, process, small_stack

from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.measure import measure
from mopsbook.diagrams.picture import Picture
from mopsbook.diagrams.scene import SMALL

Make = Callable[[Documents], Catalog]
Rect = tuple[float, float, float, float]
SVG = "{http://www.w3.org/2000/svg}"

LIFECYCLES: dict[str, list[dict[str, Any]]] = {
    "a stage that leads to itself": [
        {"id": "a", "type": "initial", "transitions": [{"to": "a", "condition": "Again"}, {"to": "b"}]},
        {"id": "b", "type": "main"},
    ],
    "a goal nobody knows": [{"id": "a", "type": "initial", "transitions": [{"to": "gone"}, {}, {"to": "b"}]}, {"id": "b"}],
    "one id for two stages": [
        {"id": "a", "title": "First", "type": "initial", "transitions": [{"to": "b"}]},
        {"id": "b", "title": "Second"},
        {"id": "a", "title": "Third", "transitions": [{"to": "b"}]},
    ],
    "no stage to begin with": [{"id": "a", "type": "detour", "transitions": [{"to": "b"}]}, {"id": "b", "type": "terminal-lost"}],
    "one stage": [{"id": "a", "title": "Alone", "type": "initial"}],
    "a stage without an id": [{"title": "Nameless"}, {"id": "a", "type": "main"}],
    "a type nobody knows": [{"id": "a", "type": "weird", "transitions": [{"to": "b"}]}, {"id": "b", "type": "initial"}],
    "ways there and back between all": [
        {"id": f"s{n}", "type": "main" if n < 4 else "detour", "transitions": [{"to": f"s{m}"} for m in range(6)]} for n in range(6)
    ],
    "thirty stages": [
        {"id": f"s{n}", "title": f"Stage number {n}", "type": "main", "transitions": [{"to": f"s{n + 1}"}, {"to": f"s{n * 7 % 30}"}]}
        for n in range(30)
    ],
}  # fmt: skip
PROCESSES: dict[str, list[dict[str, Any]]] = {
    "steps without roles": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
    "a next step nobody knows": [{"id": "a", "next": [{"to": "gone", "when": "Never"}]}, {"id": "b", "next": [{}]}, {"id": "c"}],
    "a step that is its own next": [{"id": "a", "next": [{"to": "a", "when": "Again"}]}, {"id": "b"}],
    "one id for two steps": [{"id": "a", "title": "First"}, {"id": "b"}, {"id": "a", "title": "Third"}],
    "a role nobody knows": [{"id": "a", "responsible": "gone"}, {"id": "b", "accountable": ["gone", "lost"]}],
    "branches from band to band": [
        {"id": f"s{n}", "next": [{"to": f"s{(n + 11) % 25}", "when": f"Case {n} is far away"}, {"to": f"s{(n + 1) % 25}"}]}
        for n in range(25)
    ],
    "twelve branches from one step": [
        {"id": "a", "next": [{"to": f"s{n}", "when": f"In the case that has the number {n}"} for n in range(12)]},
        *({"id": f"s{n}", "next": [{"to": "a", "when": "Back"}]} for n in range(12)),
    ],
}  # fmt: skip


def rects(root: ElementTree.Element, name: str) -> list[Rect]:
    found = [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == name]
    return [tuple(float(rect.attrib[key]) for key in ("x", "y", "width", "height")) for rect in found]  # type: ignore[misc]


def conditions(root: ElementTree.Element) -> list[Rect]:
    """Return the room that each condition beside a way takes at most."""
    found = []
    for text in root.iter(f"{SVG}text"):
        if text.get("class") == "mb-words__text":
            lines = [(float(line.attrib["x"]), float(line.attrib["y"]), line.text or "") for line in text]
            width = max(measure(words, SMALL) for _, _, words in lines)
            found.append((lines[0][0], lines[0][1] - SMALL * 0.8, width, lines[-1][1] - lines[0][1] + SMALL))
    return found


def meet(one: Rect, other: Rect) -> bool:
    return all(one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2] for axis in (0, 1))


def hold(pictures: Mapping[str, Picture]) -> None:
    """Fail if boxes or conditions of a picture overlap or leave it."""
    assert pictures
    for name, picture in pictures.items():
        for svg in (picture.wide, picture.narrow):
            root = ElementTree.fromstring(svg)
            _, _, width, height = map(float, root.attrib["viewBox"].split())
            solid = rects(root, "mb-node__box") + conditions(root)
            assert not [pair for pair in combinations(solid, 2) if meet(*pair)], name
            for x, y, w, h in solid:
                assert x >= 0 and y >= 0 and x + w <= width + 1 and y + h <= height + 1, name
        assert float(ElementTree.fromstring(picture.narrow).attrib["viewBox"].split()[2]) <= 350


@pytest.mark.parametrize("name", LIFECYCLES)
def test_any_lifecycle_is_drawn_and_nothing_in_it_overlaps(catalog: Make, name: str) -> None:
    hold(draw_all(catalog([lifecycle(stages=LIFECYCLES[name])])))


@pytest.mark.parametrize("name", PROCESSES)
def test_any_process_is_drawn_and_nothing_in_it_overlaps(catalog: Make, name: str) -> None:
    hold(draw_all(catalog([{"kind": "process", "id": "p", "title": "Odd", "steps": PROCESSES[name]}])))


@pytest.mark.parametrize("steps", [2, 3, 8, 9, 30])
def test_a_process_of_any_length_keeps_its_parts_apart(catalog: Make, steps: int) -> None:
    hold(draw_all(catalog(process(steps))))


def test_conditions_of_the_reference_book_overlap_nothing() -> None:
    hold(reference_pictures())


def test_what_is_drawn_between_two_stages_stands_in_the_table(catalog: Make) -> None:
    for name, stages in LIFECYCLES.items():
        for picture in draw_all(catalog([lifecycle(stages=stages)])).values():
            titles = {str(stage.get("id")): str(stage.get("title") or stage.get("id")) for stage in reversed(stages)}
            told = {(row[0][0], row[1][0]) for row in picture.rows}
            ways = [way for way in ElementTree.fromstring(picture.wide).iter() if way.get("data-from")]
            assert {(titles[way.attrib["data-from"]], titles[way.attrib["data-to"]]) for way in ways} <= told, name


def test_pictures_do_not_depend_on_how_this_run_orders_its_sets(tmp_path: Path) -> None:
    documents = [*small_stack(), lifecycle(), *process(9), *large_stack(30)]
    code = (
        "import sys, hashlib, json; from pathlib import Path; from stacks import make_book; from drawn import draw_all;"
        "found = draw_all(make_book(Path(sys.argv[1]), json.loads(sys.argv[2])));"
        "print(hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest())"
    )
    paths = [str(Path(__file__).parent), str(REPOSITORY / "generators"), *sys.path]
    seen = set()
    for seed in ("1", "2", "3"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(paths)}
        command = [sys.executable, "-c", code, str(tmp_path / seed), json.dumps(documents)]
        seen.add(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)
    assert len(seen) == 1
