"""The map of the stack shows what is connected, names what is not, and stays a map when there is too much."""

from __future__ import annotations

import re
from collections.abc import Callable

from stacks import CATEGORIES, Documents, integration, large_stack, small_stack, system

from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.draw import draw_for_book
from mopsbook.diagrams.drawings.stack_map import MOST

Make = Callable[[Documents], Catalog]


def nodes(svg: str) -> set[str]:
    return set(re.findall(r'data-node="([^"]*)"', svg))


def edges(svg: str) -> list[tuple[str, str, str]]:
    return re.findall(r'class="mb-edge ([^"]*)" data-from="([^"]*)" data-to="([^"]*)"', svg)


def test_every_connected_system_in_use_is_a_node_on_both_screens(catalog: Make) -> None:
    picture = draw_for_book(catalog(small_stack()))["stack-map"]
    assert nodes(picture.wide) == nodes(picture.narrow) == {"salesforce", "marketo", "snowflake", "workato"}


def test_a_system_without_integrations_is_a_chip_and_a_retired_one_is_neither(catalog: Make) -> None:
    picture = draw_for_book(catalog(small_stack()))["stack-map"]
    assert [chip[0] for chip in picture.chips] == ["Asana"]
    assert "Eloqua" not in picture.wide + picture.narrow + str(picture.rows)


def test_every_integration_in_use_stands_in_the_table_with_links(catalog: Make) -> None:
    picture = draw_for_book(catalog(small_stack()))["stack-map"]
    assert len(picture.rows) == 4
    row = next(row for row in picture.rows if row[5][0])
    assert [text for text, _ in row] == [
        "Salesforce",
        "to",
        "Snowflake",
        "Daily",
        "Integration platform",
        "Workato",
        "salesforce to snowflake",
    ]
    assert row[5][1] == "{root}systems/workato/"
    assert all(len(row) == len(picture.columns) for row in picture.rows)


def test_two_integrations_between_two_systems_are_one_way_with_two_tips(catalog: Make) -> None:
    picture = draw_for_book(catalog(small_stack()))["stack-map"]
    found = [classes for classes, *ends in edges(picture.wide) if set(ends) == {"salesforce", "snowflake"}]
    assert found == ["freq-daily dir-two-way status-active"]
    assert picture.wide.count("mb-edge__head") == 2 + 2 + 1


def test_a_category_of_several_systems_is_a_frame_and_one_that_is_alone_says_its_category_itself(catalog: Make) -> None:
    book = catalog([*small_stack(), system("pardot", "Pardot", "map"), integration("pardot", "salesforce")])
    picture = draw_for_book(book)["stack-map"]
    for svg in (picture.wide, picture.narrow):
        assert set(re.findall(r'class="mb-region (cat-[\w-]+)', svg)) == {"cat-map"}
        assert ">Marketing" in svg.partition("mb-region__label")[2]
        salesforce = svg.partition('data-node="salesforce"')[2].partition("</a>")[0]
        assert 'class="mb-node__note"' in salesforce and ">CRM</tspan>" in salesforce


def test_a_category_that_no_schema_knows_is_drawn_too(catalog: Make) -> None:
    documents = [system("a"), system("b") | {"category": "crm"}, integration("a", "b")]
    del documents[0]["category"]
    assert nodes(draw_for_book(catalog(documents))["stack-map"].wide) == {"a", "b"}


def test_a_flow_within_one_system_is_drawn_wide_and_told_in_the_table(catalog: Make) -> None:
    picture = draw_for_book(catalog([system("a"), integration("a", "a")]))["stack-map"]
    assert len(edges(picture.wide)) == 1
    assert len(picture.rows) == 1


def test_without_integrations_there_is_no_map(catalog: Make) -> None:
    assert "stack-map" not in draw_for_book(catalog([system("a"), system("b")]))


def test_an_integration_with_an_unknown_end_is_left_out(catalog: Make) -> None:
    assert draw_for_book(catalog([system("a"), integration("a", "nobody")])) == {}


def test_as_many_systems_as_one_map_holds_are_one_map(catalog: Make) -> None:
    pictures = draw_for_book(catalog(large_stack(MOST)))
    assert list(pictures) == ["stack-map"]
    assert len(nodes(pictures["stack-map"].wide)) == MOST


def test_more_systems_are_a_map_of_categories_and_one_map_for_each(catalog: Make) -> None:
    book = catalog(large_stack(MOST + 1))
    pictures = draw_for_book(book)
    assert nodes(pictures["stack-map"].wide) == set(CATEGORIES)
    assert set(pictures) == {"stack-map", *(f"stack-map-{category}" for category in CATEGORIES)}
    assert len(pictures["stack-map"].rows) == len(book.of_kind("integration"))


def test_what_does_not_fit_into_the_map_of_a_category_is_named_beside_it(catalog: Make) -> None:
    ids = [f"s{number:03d}" for number in range(90)]
    documents = [system(id) for id in ids] + [integration(id, "s000") for id in ids[1:]]
    picture = draw_for_book(catalog(documents))["stack-map-crm"]
    assert len(nodes(picture.wide)) + len(picture.chips) == 90
    assert "50 systems with fewer integrations" in picture.alt
    assert len(picture.rows) == 89
