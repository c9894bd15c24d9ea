"""A system's neighbours: nobody is dropped silently, and a thousand of them cost a second or two."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from stacks import Documents, integration, large_stack, small_stack, system

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.draw import draw_for
from mopsbook.diagrams.picture import Picture

Make = Callable[[Documents], Catalog]


def of(book: Catalog, id: str, kind: str = "system") -> Picture:
    entity = book.get(kind, id)
    assert isinstance(entity, Entity)
    (picture,) = draw_for(entity, book)
    return picture


def middle_of(svg: str, key: str) -> float:
    found = re.search(rf'data-node="{key}">.*?<rect[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"', svg)
    assert found
    return float(found[1]) + float(found[2]) / 2


def test_sources_stand_on_the_left_and_targets_on_the_right(catalog: Make) -> None:
    documents = [system("hub"), system("from"), system("to"), integration("from", "hub"), integration("hub", "to")]
    wide = of(catalog(documents), "hub").wide
    assert middle_of(wide, "from") < middle_of(wide, "hub") < middle_of(wide, "to")


def test_a_two_way_neighbour_is_one_way_with_two_tips(catalog: Make) -> None:
    picture = of(catalog([system("a"), system("b"), integration("a", "b", direction="two-way")]), "a")
    assert picture.wide.count("mb-edge__head") == 2
    assert "dir-two-way" in picture.wide


def test_what_is_not_drawn_is_a_chip_and_is_counted_in_the_alt_text_and_the_legend(catalog: Make) -> None:
    others = [f"s{number:02d}" for number in range(20)]
    book = catalog([system("hub"), *map(system, others), *(integration(one, "hub") for one in others)])
    picture = of(book, "hub")
    drawn = set(re.findall(r'data-node="([^"]*)"', picture.wide)) - {"hub"}
    assert len(drawn) == 14
    assert len(picture.chips) == 6
    assert "6 systems more" in picture.alt
    assert picture.legend[-1][1] == "and 6 systems more"
    assert len(picture.rows) == 20


def test_a_system_that_carries_the_data_of_others_has_them_as_neighbours(catalog: Make) -> None:
    picture = of(catalog(small_stack()), "workato")
    assert set(re.findall(r'data-node="([^"]*)"', picture.wide)) == {"workato", "salesforce", "snowflake"}


def test_a_system_without_integrations_has_no_picture(catalog: Make) -> None:
    book = catalog(small_stack())
    asana = book.get("system", "asana")
    assert asana
    assert draw_for(asana, book) == ()


def test_an_integration_shows_both_ends_and_what_carries_it(catalog: Make) -> None:
    picture = of(catalog(small_stack()), "salesforce-to-snowflake", "integration")
    assert (
        middle_of(picture.wide, "salesforce")
        < middle_of(picture.wide, "the-way")
        < middle_of(picture.wide, "snowflake")
    )
    assert ">Workato</tspan>" in picture.wide


def test_a_thousand_systems_take_time_in_proportion(catalog: Make, tmp_path: object) -> None:
    def cost(book: Catalog) -> float:
        systems = book.of_kind("system")[2:]  # the two hubs have all others as neighbours, and their table says so
        for one in systems[:20]:
            draw_for(one, book)
        start = time.process_time()
        for one in systems:
            draw_for(one, book)
        return (time.process_time() - start) / len(systems)

    small, large = cost(catalog(large_stack(150))), cost(catalog(large_stack(1000)))
    assert large < 3 * small + 0.001
    assert large < 0.02  # about 0.001 s on a laptop; the bound is for a machine that does ten other things
