"""The statuses of a channel stand in the order of their steps, and a success can be told from what is none."""

from __future__ import annotations

import re
from collections.abc import Callable

from stacks import Documents
from test_neighbourhood import middle_of

from data_book import channel
from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.draw import draw_for
from mopsbook.diagrams.picture import Picture

Make = Callable[[Documents], Catalog]


def of(book: Catalog) -> Picture:
    (picture,) = draw_for(book.of_kind("channel")[0], book)
    return picture


def many(steps: int) -> dict[str, object]:
    return channel(statuses=[{"id": f"s{n}", "title": f"Status {n}", "step": n} for n in range(1, steps + 1)])


def test_statuses_stand_by_step_whatever_the_order_they_are_written_in(catalog: Make) -> None:
    wide = of(catalog([channel()])).wide
    at = {id: middle_of(wide, id) for id in ("invited", "registered", "cancelled", "no-show", "attended", "met")}
    assert at["invited"] < at["registered"] < at["cancelled"] == at["no-show"] < at["attended"] < at["met"]


def test_a_success_is_marked_in_colour_in_words_and_in_the_table(catalog: Make) -> None:
    picture = of(catalog([channel()]))
    for svg in (picture.wide, picture.narrow):
        found = re.findall(r'class="([^"]*)" data-node="([^"]*)"', svg)
        assert {key for name, key in found if "is-won" in name} == {"attended", "met"}
        assert svg.count(">success</tspan>") == 2
    assert [(row[1][0], row[3][0]) for row in picture.rows if row[3][0]] == [("Attended", "yes"), ("Met us", "yes")]
    assert "A success is Attended, Met us." in picture.alt


def test_where_a_member_begins_and_what_nobody_may_choose_is_said(catalog: Make) -> None:
    wide = of(catalog([channel()])).wide
    assert wide.count(">begins here</tspan>") == wide.count(">not for new</tspan>") == 1


def test_an_arrow_leads_from_step_to_step_and_back_only_where_members_may_go_back(
    catalog: Make, tmp_path: object
) -> None:
    assert of(catalog([channel()])).wide.count("mb-edge__head") == 4
    picture = of(catalog([channel(one_way=False)]))
    assert picture.wide.count("mb-edge__head") == 8
    assert "Members may go back" in picture.alt


def test_many_steps_take_rows_that_are_joined(catalog: Make) -> None:
    wide = of(catalog([many(9)])).wide
    heights = re.findall(r'mb-node__box" x="[\d.]+" y="([\d.]+)"', wide)
    assert len(heights) == 9
    assert [heights.count(one) for one in dict.fromkeys(heights)] == [5, 4]
    assert wide.count("mb-edge__head") == 9, (
        "the one between the rows is drawn at the end of one and the beginning of the other"
    )


def test_a_channel_without_statuses_has_no_picture(catalog: Make) -> None:
    book = catalog([channel(statuses=[])])
    assert draw_for(book.of_kind("channel")[0], book) == ()
