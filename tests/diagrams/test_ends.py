"""Ends of ways: where Graphviz lets several meet at one point of a box, each gets a place of its own."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from drawn import reference_pictures

from mopsbook.diagrams.lay_out import Places, Spline
from mopsbook.diagrams.scene import Point
from mopsbook.diagrams.spread import spread_ends

HALVES = {"hub": (50.0, 40.0), "a": (30.0, 10.0)}


def curve(tip: Point, far: Point, head: bool = True) -> Spline:
    """Return a curve from `far` to a tip at (or, without a head, an end at) `tip`."""
    end = (tip[0] + 7, tip[1] - 4) if head else tip
    return Spline((far, (far[0] - 10, far[1]), (end[0] + 10, end[1] - 5), end), head=tip if head else None)


def spread(splines: dict[str, Spline]) -> dict[str, Spline]:
    places = Places(1000, 1000, {"hub": (100.0, 100.0), "a": (900.0, 500.0)}, splines, {})
    return dict(spread_ends(places, dict.fromkeys(splines, ("a", "hub")), HALVES).splines)


def tips(splines: dict[str, Spline]) -> list[Point]:
    return [spline.head or spline.points[-1] for spline in splines.values()]


def test_ends_at_one_point_are_moved_a_tip_apart_along_their_side_in_the_order_they_come_from() -> None:
    splines = {f"e{n}": curve((150, 70), (870, 100.0 * (3 - n))) for n in range(4)}
    found = tips(spread(splines))
    assert {x for x, _ in found} == {150}
    assert all(high - low >= 8 - 1e-9 for low, high in pairwise(sorted(y for _, y in found)))
    assert [y for _, y in found] == sorted((y for _, y in found), reverse=True)


@pytest.mark.parametrize("number", [9, 40])
def test_ends_stay_on_their_side_even_where_there_is_no_room_for_all(number: int) -> None:
    found = tips(spread({f"e{n:02}": curve((150, 100), (870, 10.0 * n)) for n in range(number)}))
    assert all(60 <= y <= 140 for _, y in found)
    gaps = [high - low for low, high in pairwise(sorted(y for _, y in found))]
    assert min(gaps) == pytest.approx(max(gaps))


def test_ends_with_room_around_them_stay_where_graphviz_put_them() -> None:
    splines = {
        "e0": curve((150, 64), (870, 0)),
        "e1": curve((150, 100), (870, 100)),
        "e2": curve((120, 140), (870, 300)),
    }
    assert spread(splines) == splines


def test_an_end_without_a_tip_is_moved_too_and_a_far_end_is_left_alone() -> None:
    splines = {"e0": curve((150, 100), (870, 495), head=False), "e1": curve((150, 100), (870, 505))}
    found = spread(splines)
    assert found["e0"].head is None and found["e1"].head is not None
    assert abs(tips(found)[0][1] - tips(found)[1][1]) >= 8 - 1e-9
    assert [spline.points[:1] for spline in found.values()] == [((870, 495),), ((870, 505),)]


def test_tips_at_the_boxes_of_the_reference_map_can_be_told_apart() -> None:
    wide = reference_pictures()["book/stack-map"].wide
    heads = re.findall(r'mb-edge__head" d="M([\d.-]+) ([\d.-]+)L', wide)
    points = [(float(x), float(y)) for x, y in heads]
    near = [
        (one, other)
        for index, one in enumerate(points)
        for other in points[index + 1 :]
        if abs(one[0] - other[0]) + abs(one[1] - other[1]) < 6
    ]
    assert len(points) > 50
    assert near == []
