"""The data flow of an object: who sends how many of its fields to whom is what the field mappings say, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

from stacks import Documents
from test_neighbourhood import middle_of

from data_book import data_book, integration, mapping
from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.draw import draw_for
from mopsbook.diagrams.picture import Picture

Make = Callable[[Documents], Catalog]


def of(book: Catalog, id: str = "lead") -> Picture:
    entity = book.get("object", id)
    assert entity
    return next(picture for picture in draw_for(entity, book) if picture.id == "data-flow")


def notes(svg: str, key: str) -> list[str]:
    """Return what stands below the name in a box."""
    box = re.search(rf'data-node="{key}">(.*?)</a>', svg)
    assert box
    below = box[1].split('class="mb-node__note"')[1:]
    return re.findall(r">([^<]+)</tspan>", below[0]) if below else []


def test_the_table_says_which_fields_flow_where_how_often_and_over_which_integration(catalog: Make) -> None:
    rows = [[text for text, _ in row] for row in of(catalog(data_book())).rows]
    assert rows == [
        ["Marketo", "Salesforce", "2", "Email, Level", "Every few minutes", "marketo to salesforce"],
        ["Salesforce", "Marketo", "1", "Email", "Every few minutes", "marketo to salesforce"],
        ["Salesforce", "Snowflake", "1", "Email", "Daily", "salesforce to snowflake"],
        ["WordPress", "Marketo", "2", "Email, Level", "In real time", "wordpress to marketo"],
    ]


def test_boxes_say_what_they_send_and_which_is_the_system_of_record(catalog: Make) -> None:
    picture = of(catalog(data_book()))
    for svg in (picture.wide, picture.narrow):
        assert notes(svg, "wordpress") == ["sends 2 fields"]
        assert notes(svg, "salesforce") == ["system of record", "1 → Marketo", "1 → Snowflake"]
        assert notes(svg, "snowflake") == []
        assert re.findall(r'class="([^"]*is-record[^"]*)" data-node="([^"]*)"', svg)[0][1] == "salesforce"


def test_data_runs_from_left_to_right(catalog: Make) -> None:
    wide = of(catalog(data_book())).wide
    at = [middle_of(wide, id) for id in ("wordpress", "marketo", "salesforce", "snowflake")]
    assert at == sorted(at) and len(set(at)) == 4


def test_a_way_leads_to_its_integration_and_has_a_tip_where_data_arrives(catalog: Make) -> None:
    wide = of(catalog(data_book())).wide
    tips = {
        (source, target): (href, body.count("mb-edge__head"))
        for href, source, target, body in re.findall(r'<a href="([^"]*)" class="mb-edge[^>]*data-from="([^"]*)" data-to="([^"]*)"[^>]*>(.*?)</a>', wide)
    }  # fmt: skip
    assert tips[("marketo", "salesforce")] == ("{root}integrations/marketo-to-salesforce/", 2)
    assert tips[("wordpress", "marketo")] == ("{root}integrations/wordpress-to-marketo/", 1)


def test_a_system_that_keeps_the_object_and_gets_nothing_of_it_stands_beside_the_picture(catalog: Make) -> None:
    assert [chip[0] for chip in of(catalog(data_book())).chips] == ["Gong"]


def test_fields_called_by_their_names_in_a_system_are_counted_as_well(catalog: Make) -> None:
    """Many write mappings with API names; the book knows which fields are meant."""
    more = integration("snowflake", "marketo", mapping("Email__c", "Email__c"), frequency="weekly")
    assert ["Snowflake", "Marketo", "1", "Email"] in [
        [text for text, _ in row[:4]] for row in of(catalog([*data_book(), more])).rows
    ]


def test_what_is_planned_is_said_to_be_and_what_is_retired_is_gone(catalog: Make) -> None:
    planned = integration("snowflake", "marketo", mapping("lead#level"), status="planned")
    gone = integration("gong", "marketo", mapping("lead#level"), status="retired")
    picture = of(catalog([*data_book(), planned, gone]))
    assert [row[4][0] for row in picture.rows if row[0][0] == "Snowflake"] == ["planned"]
    assert not [row for row in picture.rows if row[0][0] == "Gong"]


def test_an_object_of_which_nothing_is_mapped_has_no_picture(catalog: Make) -> None:
    book = catalog([one for one in data_book() if one["kind"] != "integration"])
    lead = book.get("object", "lead")
    assert lead and draw_for(lead, book) == ()
