"""Plots show what they were given: lengths, days and places are true, words stay apart, and the table says the same."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import plotted
import pytest
from test_markup import ALLOWED, ATTRIBUTES

from mopsbook.diagrams.axis import month_ticks, say_number
from mopsbook.diagrams.measure import measure
from mopsbook.diagrams.picture import Picture
from mopsbook.diagrams.plots.bars import Bar, Measure, draw_bars
from mopsbook.diagrams.plots.curve import Point, draw_curve
from mopsbook.diagrams.plots.matrix import MOST as MOST_SPOTS
from mopsbook.diagrams.plots.matrix import Scales, Spot, draw_matrix
from mopsbook.diagrams.plots.time_line import MOST as MOST_EVENTS
from mopsbook.diagrams.plots.time_line import Event, draw_time_line
from mopsbook.words import say_short_day

SVG = "{http://www.w3.org/2000/svg}"
Rect = tuple[float, float, float, float]
SETS = {"usual": plotted.usual(), "hostile": plotted.hostile(), "much": plotted.much()}
ALL = [(f"{kind}: {name}", picture) for kind, plots in SETS.items() for name, picture in plots.items()]
EACH = pytest.mark.parametrize("picture", [picture for _, picture in ALL], ids=[name for name, _ in ALL])


def roots(picture: Picture) -> Iterator[Element]:
    for svg in (picture.wide, picture.narrow):
        yield ElementTree.fromstring(svg)


def marks(root: Element) -> list[Element]:
    return [one for one in root.iter() if "mb-mark" in one.get("class", "").split()]


def shapes(root: Element, name: str = "", without: str = "is-track") -> list[Rect]:
    """Return the shapes of a class, of all classes but one."""
    found = [one for one in root.iter(f"{SVG}rect") if "mb-mark__shape" in one.get("class", "")]
    found = [one for one in found if name in one.attrib["class"] and without not in one.attrib["class"].split()]
    return [tuple(float(one.attrib[key]) for key in ("x", "y", "width", "height")) for one in found]  # type: ignore[misc]


def words(root: Element) -> Iterator[tuple[str, Rect]]:
    """Yield every line of words with the most room it takes."""
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", "12"))
        for line in text:
            width = measure(line.text or "", size)
            x = float(line.attrib["x"]) - (width / 2 if text.get("text-anchor") == "middle" else 0)
            yield line.text or "", (x, float(line.attrib["y"]) - size * 0.8, width, size)


def meet(one: Rect, other: Rect) -> bool:
    return all(one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2] for axis in (0, 1))


def said(root: Element) -> set[str]:
    return {text for text, _ in words(root)}


@EACH
def test_words_stand_apart_and_everything_inside(picture: Picture) -> None:
    for root in roots(picture):
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        found = list(words(root))
        assert not [(a, b) for (a, one), (b, other) in combinations(found, 2) if meet(one, other)]
        for name, (x, y, w, h) in [*found, *(("shape", shape) for shape in shapes(root))]:
            assert x >= 0 and y >= 0 and x + w <= width + 0.1 and y + h <= height + 0.1, name


@EACH
def test_no_shape_covers_words_but_the_dot_that_holds_its_number(picture: Picture) -> None:
    for root in roots(picture):
        inside = {text for one in root.iter() if "is-inside" in one.get("class", "") for text in said(one)}
        free = [(text, at) for text, at in words(root) if text not in inside]
        assert not [text for text, at in free for shape in shapes(root) if meet(at, shape)]


@EACH
def test_the_narrow_plot_is_as_wide_as_a_telephone(picture: Picture) -> None:
    wide, narrow = (float(root.attrib["viewBox"].split()[2]) for root in roots(picture))
    assert wide == 720
    assert narrow == 350


@EACH
def test_a_plot_has_words_for_who_cannot_see_it(picture: Picture) -> None:
    assert picture.title and picture.alt and picture.rows
    assert all(len(row) == len(picture.columns) for row in picture.rows)
    for root in roots(picture):
        assert all(element.text for element in root if element.get("id") in root.attrib["aria-labelledby"].split())
        assert all(one.findtext(f"{SVG}title") for one in marks(root))


@EACH
def test_a_plot_holds_text_and_no_markup_colour_font_or_script_of_anybody(picture: Picture) -> None:
    for svg in (picture.wide, picture.narrow):
        assert not re.search(
            r"(?<!&)#[0-9a-f]{3,6}\b|rgb|hsl|font-family|fill=|stroke=|<style|<script|<!|<\?|\son\w+=", svg
        )
        assert all(before.endswith('href="') for before in svg.split("{root}")[:-1])
    for root in roots(picture):
        for element in root.iter():
            assert element.tag.removeprefix(SVG) in ALLOWED
            assert set(element.attrib) <= ATTRIBUTES
    ids = re.findall(r'\sid="([^"]*)"', picture.wide + picture.narrow)
    assert len(ids) == len(set(ids)) and all(id.startswith(f"{picture.id}-") for id in ids)


def test_each_mark_leads_to_its_page_and_the_tab_key_stops_at_it_once() -> None:
    for picture in SETS["usual"].values():
        for root in roots(picture):
            links = [mark for mark in marks(root) if mark.get("href")]
            stops = [mark.attrib["data-node"] for mark in links if mark.get("tabindex") != "-1"]
            assert len(stops) == len(set(stops))
            assert set(stops) == {mark.attrib["data-node"] for mark in links}
    hrefs = [mark.get("href") for mark in marks(next(roots(plotted.completeness())))]
    assert hrefs == ["{root}teams/m/", "{root}teams/d/", "{root}teams/r/", "{root}teams/w/", "{root}teams/d/"]


def test_bars_are_as_long_as_their_numbers_say() -> None:
    for root in roots(plotted.costs()):
        lengths = [width for _, _, width, _ in shapes(root)]
        costs = [cost for cost in plotted.COSTS.values() if cost]
        assert [length / lengths[0] for length in lengths] == pytest.approx(
            [cost / costs[0] for cost in costs], abs=0.005
        )
        assert len({x for x, *_ in shapes(root)}) == 1


def test_a_full_bar_stands_for_what_is_most() -> None:
    for root in roots(plotted.completeness()):
        tracks = {(x, width) for x, _, width, _ in shapes(root, "is-track", without="")}
        lengths = [width for _, _, width, _ in shapes(root)]
        ((_, full),) = tracks
        assert [length / full for length in lengths] == pytest.approx([0.92, 0.71, 1, 0.38], abs=0.005)


def test_bars_below_zero_run_to_the_left_of_the_axis() -> None:
    picture = draw_bars("b", "Change", [Bar("Up", (30,)), Bar("Down", (-10,))], Measure("What", "Change"))
    assert picture
    for root in roots(picture):
        (up, _, width, _), (down, _, back, _) = shapes(root)
        assert down + back == pytest.approx(up, abs=0.2)
        assert width == pytest.approx(3 * back, abs=0.5)


def test_parts_are_stacked_one_behind_the_other_or_stand_apart() -> None:
    stacked, apart = next(roots(plotted.parts())), next(roots(plotted.parts("apart", apart=True)))
    first = shapes(stacked)[:3]
    assert all(x + width == pytest.approx(next_x, abs=0.2) for (x, _, width, _), (next_x, *_) in pairwise(first))
    assert len({y for _, y, _, _ in first}) == 1
    assert len({x for x, *_ in shapes(apart)}) == 1
    assert len({y for _, y, _, _ in shapes(apart)[:3]}) == 3
    assert [name for _, name in plotted.parts().legend] == ["Licences", "Services", "Training"]


def test_what_is_not_known_is_said_and_never_counted_as_nothing() -> None:
    root = next(roots(plotted.costs()))
    assert {"0 EUR", "not known"} <= said(root)
    picture = plotted.parts()
    assert "≥ 240,000 EUR" in said(next(roots(picture)))
    assert [row[-1][0] for row in picture.rows] == ["120,000 EUR", "at least 240,000 EUR", "0 EUR", "not known"]
    assert picture.rows[1][2] == ("not known", "")


def test_a_number_is_never_cut_short() -> None:
    for picture in (plotted.hostile()["bars"], plotted.hostile()["apart"]):
        for root in roots(picture):
            ends = [text for text in said(root) if re.match(r"[\d-]", text) and text.strip("0123456789.,e+-") == "…"]
            assert ends == []
        assert "1e+18" in said(next(roots(picture)))


def test_bars_refuse_what_cannot_be_drawn() -> None:
    stack = Measure("What", "Cost", series=("a", "b"))
    for bars, measure_, match in (
        ([Bar("x", (math.nan,))], Measure("What", "Cost"), "nan"),
        ([Bar("x", (math.inf,))], Measure("What", "Cost"), "inf"),
        ([Bar("x", (1,))], stack, "each series"),
        ([Bar("x", (1, 2))], Measure("What", "Cost"), "each series"),
        ([Bar("x", (1, -2))], stack, "negative"),
    ):
        with pytest.raises(ValueError, match=match):
            draw_bars("b", "Bars", bars, measure_)
    assert draw_bars("b", "Bars", [], stack) is None
    assert draw_bars("b", "Bars", [Bar("x", (None,))], Measure("What", "Cost")) is not None


def test_events_stand_where_their_days_are_and_in_their_order() -> None:
    wide, narrow = roots(plotted.renewals())
    days = sorted(when for _, when, _ in plotted.RENEWALS)
    xs = sorted(x for x, *_ in shapes(wide))
    share = [(x - xs[0]) / (xs[-1] - xs[0]) for x in xs]
    assert share == pytest.approx([(day - days[0]).days / (days[-1] - days[0]).days for day in days], abs=0.002)
    told = [
        text
        for text, _ in sorted(words(narrow), key=lambda item: item[1][1])
        if text[0].isdigit() and text[-1].isdigit()
    ]
    assert told == [say_short_day(day) for day in days]


@pytest.mark.parametrize("kind", SETS)
def test_the_way_down_to_an_event_strikes_no_words_out(kind: str) -> None:
    for name, picture in SETS[kind].items():
        root = next(roots(picture))
        for path in root.iter(f"{SVG}path"):
            if "is-stem" in path.get("class", ""):
                x, top, _, bottom = map(float, re.findall(r"-?[\d.]+", path.attrib["d"]))
                assert not [
                    text for text, (left, y, w, h) in words(root) if left < x < left + w and top < y + h and y < bottom
                ], name


def test_today_is_marked_only_if_it_lies_among_the_events() -> None:
    events = [Event(date(2026, 1, 5), "a"), Event(date(2026, 3, 5), "b")]
    for today, marked in (
        (date(2026, 1, 4), False),
        (date(2026, 2, 1), True),
        (date(2026, 3, 6), False),
        (None, False),
    ):
        picture = draw_time_line("t", "Time", events, today=today)
        assert picture
        for root in roots(picture):
            assert ("today" in said(root)) is marked


def test_a_time_line_of_one_day_has_that_day() -> None:
    picture = draw_time_line("t", "Time", [Event(date(2026, 2, 28), "a"), Event(date(2026, 2, 28), "b")])
    assert picture
    assert "28 Feb 2026" in said(next(roots(picture)))
    assert len({x for x, *_ in shapes(next(roots(picture)))}) == 1


def test_kinds_are_told_apart_in_legend_and_table() -> None:
    picture = plotted.renewals()
    assert [name for _, name in picture.legend] == ["Renewal", "Notice ends"]
    assert ("Notice ends", "") in picture.rows[1]
    plain = draw_time_line("t", "Time", [Event(date(2026, 2, 28), "a")])
    assert plain and plain.legend == () and len(plain.columns) == 2


def test_what_is_too_much_for_a_picture_stands_beside_it_and_in_the_table() -> None:
    for name, most in (("time line", MOST_EVENTS), ("matrix", MOST_SPOTS)):
        picture = plotted.much()[name]
        assert len(picture.rows) == 80
        assert len(picture.chips) == 80 - most
        assert f"last {80 - most}" in picture.alt


def test_a_curve_goes_through_its_numbers_between_lines_that_are_named() -> None:
    points = [Point(date(2026, 1, 1), 60), Point(date(2026, 1, 11), 80), Point(date(2026, 1, 31), 70)]
    picture = draw_curve("curve", "Complete", points[::-1], "Complete", "%", most=100)
    assert picture
    for root in roots(picture):
        dots = [(x + w / 2, y + h / 2) for x, y, w, h in shapes(root)]
        first, second, third = dots
        assert math.isclose((second[0] - first[0]) * 2, third[0] - second[0], rel_tol=0.01)
        assert math.isclose(first[1] - third[1], third[1] - second[1], rel_tol=0.01)
        places = {text: y for text, (_, y, _, _) in words(root)}
        assert places["80 %"] < places["75 %"] < places["60 %"]
    assert [row[1][0] for row in picture.rows] == ["60 %", "80 %", "70 %"]


def test_the_axis_of_a_curve_does_not_go_beyond_what_is_most_nor_miss_a_value() -> None:
    for low, high in ((99, 100), (0, 100), (42, 42), (100, 100), (97.5, 99.9)):
        points = [Point(date(2026, 1, 1), low), Point(date(2026, 2, 1), high)]
        picture = draw_curve("curve", "Complete", points, "Complete", "%", most=100)
        assert picture
        for root in roots(picture):
            _, _, _, height = map(float, root.attrib["viewBox"].split())
            assert all(0 < y < height - 20 for _, y, _, _ in shapes(root))
            assert not any(float(text.removesuffix(" %")) > 100 for text in said(root) if text.endswith("%"))


def test_a_curve_of_one_day_is_none() -> None:
    assert draw_curve("curve", "Complete", [Point(plotted.TODAY, 1), Point(plotted.TODAY, 2)], "Complete") is None


def test_the_first_of_a_matrix_is_much_impact_for_little_effort() -> None:
    picture = plotted.initiatives()
    assert [row[0][0] for row in picture.rows][:2] == ["1. Alert on failed syncs", "2. Slack digest"]
    assert picture.rows[-1][0][0] == "10. Rename all campaigns"
    assert picture.rows[0][-1] == ("Do first", "")
    assert picture.rows[-1][-1] == ("Leave", "")


def test_spots_stand_in_their_places_and_never_on_each_other() -> None:
    for picture in (plotted.initiatives(), *(plotted.much(seed)["matrix"] for seed in range(3))):
        for root in roots(picture):
            middles = [(x + w / 2, y + h / 2) for x, y, w, h in shapes(root)]
            assert all(math.hypot(a - c, b - d) >= 20 for (a, b), (c, d) in combinations(middles, 2))
    alone = [Spot("a", 1, 1), Spot("b", 5, 5), Spot("c", 3, 2)]
    picture = draw_matrix("m", "Matrix", alone, plotted.SCALES)
    assert picture
    at = {mark.attrib["data-node"]: shapes(mark)[0] for mark in marks(next(roots(picture))) if shapes(mark)}
    names = {f"spot-{n}": row[0][0][3:] for n, row in enumerate(picture.rows, 1)}
    places = {names[key]: (x, y) for key, (x, y, _, _) in at.items()}
    assert places["c"][0] == pytest.approx((places["a"][0] + places["b"][0]) / 2, abs=0.2)
    assert places["c"][1] == pytest.approx(places["a"][1] * 0.75 + places["b"][1] * 0.25, abs=0.2)


def test_spots_that_share_a_place_stay_in_their_quarter() -> None:
    for x, y in ((2.7, 2.7), (2.7, 3.3), (3.3, 2.7), (3.3, 3.3), (1, 1), (5, 5)):
        picture = draw_matrix("m", "Matrix", [Spot(f"s{n}", x, y) for n in range(12)], plotted.SCALES)
        assert picture
        for root in roots(picture):
            frames = [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "mb-region__box"]
            quarter = frames[(x > 3) + 2 * (y < 3)]
            left, top, w, h = (float(quarter.attrib[key]) for key in ("x", "y", "width", "height"))
            for at_x, at_y, width, height in shapes(root):
                assert left - 3 <= at_x + width / 2 <= left + w + 3 and top - 3 <= at_y + height / 2 <= top + h + 3


def test_a_matrix_refuses_what_has_no_place_in_it() -> None:
    for spots, scales, match in (
        ([], Scales("x", "y", 1, 1), "no extent"),
        ([Spot("far", 6, 1)], plotted.SCALES, "far lies beyond"),
        ([Spot("nowhere", math.nan, 1)], plotted.SCALES, "nowhere lies beyond"),
    ):
        with pytest.raises(ValueError, match=match):
            draw_matrix("m", "Matrix", spots, scales)
    assert draw_matrix("m", "Matrix", [], plotted.SCALES) is None
    assert draw_time_line("t", "Time", []) is None


def test_the_order_in_which_events_and_spots_come_changes_nothing() -> None:
    events = [Event(plotted.TODAY + timedelta(n * 7 % 30), f"e{n}", "ab"[n % 2]) for n in range(20)]
    assert draw_time_line("t", "Time", events) == draw_time_line("t", "Time", events[::-1])
    spots = [Spot(f"s{n}", n % 3 + 1, n % 4 + 1) for n in range(20)]
    assert draw_matrix("m", "Matrix", spots, plotted.SCALES) == draw_matrix("m", "Matrix", spots[::-1], plotted.SCALES)


@pytest.mark.parametrize(
    ("value", "words_"),
    [
        (0, "0"),
        (-0.001, "0"),
        (1234.5, "1,234.5"),
        (0.125, "0.12"),
        (99.999, "100"),
        (-5, "-5"),
        (100, "100"),
        (10**9, "1,000,000,000"),
    ],
)
def test_numbers_are_said_to_two_decimals(value: float, words_: str) -> None:
    assert say_number(value) == words_
    assert say_number(value, "EUR") == f"{words_} EUR"


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2026, 1, 1), date(2026, 4, 1), ["Jan 2026", "Feb", "Mar", "Apr"]),
        (date(2026, 11, 2), date(2027, 2, 28), ["Dec 2026", "Jan 2027", "Feb"]),
        (date(2026, 1, 5), date(2027, 12, 31), ["Apr 2026", "Jul", "Oct", "Jan 2027", "Apr", "Jul", "Oct"]),
        (date(2020, 1, 1), date(2026, 12, 31), ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]),
        (date(1990, 6, 1), date(2026, 6, 1), ["1995", "2000", "2005", "2010", "2015", "2020", "2025"]),
        (date(2026, 1, 5), date(2026, 1, 30), []),
    ],
)
def test_ticks_are_first_days_of_months_and_say_the_year_where_it_begins(
    first: date, last: date, names: list[str]
) -> None:
    ticks = month_ticks(first, last, 8)
    assert [name for _, name in ticks] == names
    assert all(first <= day <= last and day.day == 1 for day, _ in ticks)


def test_there_are_never_more_ticks_than_asked_for() -> None:
    for days in (1, 40, 400, 4_000, 40_000, 3_650_000):
        assert len(month_ticks(date(1, 1, 1), date(1, 1, 1) + timedelta(days), 5)) <= 5
