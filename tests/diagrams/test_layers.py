"""Layers: ways lead from left to right, and nothing covers anything, whatever hangs on what."""

from __future__ import annotations

import random
import re
from itertools import combinations

import pytest

from mopsbook.diagrams.layers import arrange_layers, find_layers
from mopsbook.diagrams.scene import Box, Scene
from mopsbook.diagrams.ties import Tie


def box(key: str, width: float = 100, height: float = 30) -> Box:
    return Box(key, 0, 0, width, height, (key,), key)


def tie(source: str, target: str, back: bool = False) -> Tie:
    return Tie(source, target, True, back, "")


def arranged(boxes: list[Box], ties: list[Tie]) -> Scene:
    return arrange_layers(boxes, ties, find_layers([one.key for one in boxes], ties))


def test_each_box_stands_behind_what_feeds_it() -> None:
    ties = [tie("a", "b"), tie("b", "c"), tie("a", "c"), tie("c", "d")]
    assert find_layers("abcd", ties) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_what_nothing_feeds_stands_right_before_what_it_feeds() -> None:
    assert find_layers("abcz", [tie("a", "b"), tie("b", "c"), tie("z", "c")])["z"] == 1


def test_a_circle_is_cut_where_the_fewest_ways_run_back() -> None:
    layers = find_layers("abc", [tie("a", "b"), tie("b", "c"), tie("c", "a")])
    assert sorted(layers.values()) == [0, 1, 2]


def random_book(seed: int) -> tuple[list[Box], list[Tie]]:
    dice = random.Random(seed)
    keys = [f"n{number}" for number in range(dice.randint(2, 22))]
    pairs = {tuple(sorted(dice.sample(keys, 2), key=lambda _: dice.random())) for _ in range(dice.randint(1, 30))}
    once = {frozenset(pair): pair for pair in sorted(pairs)}
    boxes = [box(key, dice.choice((80, 120)), dice.choice((25, 60))) for key in keys]
    return boxes, [tie(one, other, dice.random() < 0.3) for one, other in once.values()]


@pytest.mark.parametrize("seed", range(60))
def test_boxes_stand_apart_and_ways_begin_and_end_at_them_and_run_through_none(seed: int) -> None:
    boxes, ties = random_book(seed)
    scene = arranged(boxes, ties)
    for one, other in combinations(scene.boxes, 2):
        apart_x = abs(one.x - other.x) >= (one.width + other.width) / 2
        assert apart_x or abs(one.y - other.y) >= (one.height + other.height) / 2 + 5
    at = {one.key: one for one in scene.boxes}
    assert len(scene.wires) == len(ties)
    for wire in scene.wires:
        points = [(float(x), float(y)) for x, y in points_of(wire.path)]
        ends = {at[wire.source], at[wire.target]}
        for point, first in ((points[0], True), (points[-1], False)):
            side = 1 if first else -1
            assert any(
                abs(point[0] - one.x - side * one.width / 2) < 0.2 and abs(point[1] - one.y) <= one.height / 2
                for one in ends
            )
        for one in scene.boxes:
            if one not in ends:
                assert not any(
                    abs(x - one.x) < one.width / 2 - 1 and abs(y - one.y) < one.height / 2 - 1 for x, y in points
                )


def points_of(path: str) -> list[tuple[float, float]]:
    """Return points on a path, twenty for each piece of it."""
    found: list[tuple[float, float]] = []
    for letter, numbers in re.findall(r"([MCH])([^MCH]*)", path):
        said = [float(one) for one in numbers.split()]
        if letter == "M":
            found.append((said[0], said[1]))
            continue
        x, y = found[-1]
        ends = (
            [(x, y), (said[0], said[1]), (said[2], said[3]), (said[4], said[5])]
            if letter == "C"
            else [(x, y), (x, y), (said[0], y), (said[0], y)]
        )
        for step in range(1, 21):
            t = step / 20
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            found.append(tuple(sum(w * end[axis] for w, end in zip(weights, ends, strict=True)) for axis in (0, 1)))  # type: ignore[arg-type]
    return found


def test_everything_lies_within_the_scene() -> None:
    for seed in range(20):
        scene = arranged(*random_book(seed))
        for one in scene.boxes:
            assert one.x - one.width / 2 >= 0 and one.x + one.width / 2 <= scene.width
            assert one.y - one.height / 2 >= 0 and one.y + one.height / 2 <= scene.height
