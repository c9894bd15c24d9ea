"""The lineage of a field: where it is entered, which integrations bring it on, and what uses it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from stacks import Documents
from test_data_flow import notes
from test_neighbourhood import middle_of

from data_book import data_book, integration, mapping
from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.draw import draw_for_part
from mopsbook.diagrams.lineage import lineages_of
from mopsbook.diagrams.picture import Picture

Make = Callable[[Documents], Catalog]


def of(book: Catalog, field: str = "email") -> Picture:
    entity = book.get("object", "lead")
    assert entity
    (picture,) = draw_for_part(entity, "field", field, book)
    return picture


def rows(picture: Picture) -> list[list[str]]:
    return [[text for text, _ in row] for row in picture.rows]


def changed(id: str, **more: object) -> Documents:
    """Return the book about data with something said of a field."""
    documents = data_book()
    lead = next(one for one in documents if one["id"] == "lead" and one["kind"] == "object")
    next(one for one in lead["fields"] if one["id"] == id).update(more)
    return documents


def test_the_table_tells_it_in_order_who_enters_what_carries_and_who_uses(catalog: Make) -> None:
    assert rows(of(catalog(data_book()))) == [
        ["A form", "in", "WordPress", "They ask for a demo", "wordpress to marketo"],
        ["An import", "in", "Marketo", "", "Import a list"],
        ["People", "in", "Salesforce", "", ""],
        ["Marketo", "to", "Salesforce", "Every few minutes", "marketo to salesforce"],
        ["Salesforce", "to", "Marketo", "Every few minutes", "marketo to salesforce"],
        ["Salesforce", "to", "Snowflake", "Daily", "salesforce to snowflake"],
        ["WordPress", "to", "Marketo", "In real time", "wordpress to marketo"],
        ["Email", "is used by", "Leads", "", ""],
    ]


def test_the_value_runs_from_left_to_right_and_uses_stand_last(catalog: Make) -> None:
    wide = of(catalog(data_book())).wide
    at = [middle_of(wide, id) for id in ("wordpress", "marketo", "salesforce", "snowflake", "metric/leads")]
    assert at == sorted(at) and len(set(at)) == 5


def test_a_box_says_what_the_field_is_called_there_who_enters_it_and_whose_value_counts(catalog: Make) -> None:
    picture = of(catalog(data_book()))
    for svg in (picture.wide, picture.narrow):
        assert notes(svg, "wordpress") == ["by a form"]
        assert notes(svg, "marketo") == ["Email__c", "by an import"]
        assert notes(svg, "salesforce") == ["system of record", "Email__c", "by people"]
        assert notes(svg, "metric/leads") == ["Metric"]


def test_what_uses_it_hangs_on_the_system_it_reads_else_on_the_one_whose_value_counts(catalog: Make) -> None:
    """A metric says that it reads Snowflake; a policy says of no system."""
    policy = {"kind": "policy", "id": "asking", "title": "Asking", "fields": ["lead#email"]}
    wide = of(catalog([*data_book(), policy])).wide
    ends = re.findall(r'data-from="([^"]*)" data-to="([^"]*)"', wide)
    assert ("snowflake", "metric/leads") in ends and ("salesforce", "policy/asking") in ends


def test_a_rule_of_a_scoring_model_is_named_and_an_example_is_no_use(catalog: Make) -> None:
    """The model looks at the level in a rule and has it in an example."""
    picture = of(catalog(data_book()), "level")
    used = [row for row in rows(picture) if row[1] == "is used by"]
    assert used == [["Level", "is used by", "Lead score", "Head", ""], ["Level", "is used by", "Heads", "", ""]]
    assert notes(picture.wide, "scoring-model/lead-score") == ["Scoring model", "Head"]


def test_a_model_that_keeps_its_score_in_a_field_stands_before_it(catalog: Make) -> None:
    picture = of(catalog(data_book()), "score")
    assert middle_of(picture.wide, "by/scoring-model/lead-score") < middle_of(picture.wide, "marketo")
    assert rows(picture) == [["Lead score", "keeps its score in", "Score", "", ""]]


def test_what_a_writer_says_and_no_mapping_shows_is_drawn_and_said_to_be_so(catalog: Make) -> None:
    said = [{"by": "enrichment", "system": "snowflake", "through": "snowflake-to-marketo"}]
    way = integration("snowflake", "marketo", mapping("Owner", "Owner"), frequency="weekly")
    picture = of(catalog([*changed("lonely", written_by=said), way]), "lonely")
    assert ["Snowflake", "to", "Marketo", "Weekly, not in its field mapping", "snowflake to marketo"] in rows(picture)
    assert ("snowflake", "marketo") in re.findall(r'data-from="([^"]*)" data-to="([^"]*)"', picture.wide)


def test_a_field_that_nothing_feeds_or_uses_has_none(catalog: Make) -> None:
    book = catalog(data_book())
    lead = book.get("object", "lead")
    assert lead
    assert list(lineages_of(book, lead)) == ["email", "level", "score"]
    assert draw_for_part(lead, "field", "lonely", book) == ()


def test_more_uses_than_fit_stand_beside_the_picture_and_in_the_table(catalog: Make) -> None:
    more = [
        {"kind": "metric", "id": f"m{n:02d}", "title": f"Metric {n:02d}", "source_fields": ["lead#email"]}
        for n in range(20)
    ]
    picture = of(catalog([*data_book(), *more]))
    assert len(picture.chips) == 9
    assert sum(row[1] == "is used by" for row in rows(picture)) == 21
    assert "used by 21 documents" in picture.alt


def test_a_system_that_nothing_reaches_stands_beside_the_system_of_record(catalog: Make) -> None:
    names = [{"system": one, "api_name": "Email"} for one in ("marketo", "salesforce", "gong")]
    wide = of(catalog(changed("email", names=names))).wide
    assert middle_of(wide, "gong") == middle_of(wide, "salesforce")


def test_a_document_that_writes_and_uses_a_field_stands_at_both_ends(catalog: Make) -> None:
    policy = {
        "kind": "policy", "id": "consent", "title": "Consent", "fields": ["lead#email"],
        "capture_points": [{"title": "The form", "writes": ["lead#email"]}],
    }  # fmt: skip
    wide = of(catalog([*data_book(), policy])).wide
    assert middle_of(wide, "by/policy/consent") < middle_of(wide, "salesforce") < middle_of(wide, "policy/consent")


def test_a_chain_too_long_for_any_screen_is_a_column_on_all_of_them(catalog: Make) -> None:
    """Nobody reads twelve boxes in a row that are a third of their size."""
    chain = [f"s{number:02d}" for number in range(12)]
    systems = [{"kind": "system", "id": id, "title": id.upper(), "category": "crm"} for id in chain]
    ways = [integration(one, other, mapping("lead#email")) for one, other in pairwise(chain)]
    picture = of(catalog([*data_book(), *systems, *ways]))
    assert 'viewBox="0 0 350 ' in picture.wide and picture.narrow == ""
