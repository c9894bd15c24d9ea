"""Lists within lists: each item says what it says itself, and what it stands below is known of it."""

import json
import textwrap
from pathlib import Path

import pytest

from mopsbook.errors import SetupError
from mopsbook.imports.mapping import Where
from mopsbook.imports.record import look_up
from mopsbook.imports.sources.read_records import read_records

AREAS = {
    "areas": [
        {"name": "Send", "groups": [{"group": "E-mail", "tools": [{"name": "Marketo"}, {"name": "Iterable"}]}]},
        {"name": "Count", "groups": [{"group": "Web", "tools": None}, {"group": "Data", "tools": [{"name": "dbt"}]}]},
    ]
}


def read(tmp_path: Path, value: object, path: str = ""):
    file = tmp_path / "list.json"
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return read_records(file, Where(path=path))


def test_lists_within_lists_are_one_list_though_one_of_them_is_empty(tmp_path: Path) -> None:
    records = read(tmp_path, AREAS, "areas.groups.tools")
    assert [record.values["name"] for record in records.items] == ["Marketo", "Iterable", "dbt"]


def test_a_record_knows_the_groups_that_it_stands_below(tmp_path: Path) -> None:
    """The category of a tool is often written once, above all tools of it."""
    records = read(tmp_path, AREAS, "areas.groups.tools")
    assert [(record.values["areas.name"], record.values["areas.groups.group"]) for record in records.items] == [
        ("Send", "E-mail"),
        ("Send", "E-mail"),
        ("Count", "Data"),
    ]


def test_what_stands_above_can_be_mapped_and_is_reported_if_it_is_not(run, read) -> None:
    map_ = "records: areas.groups.tools\nfields: {title: name, vendor: areas.name}\n"
    result = run("system", json.dumps(AREAS), map_, name="list.json")
    assert "vendor: Send\n" in read("systems/marketo.yaml")
    assert "areas.groups.group  (says something in 3 records)" in result.output
    assert "areas.name" not in result.output


def test_lists_beside_the_one_that_is_read_are_named(tmp_path: Path) -> None:
    """A glossary has groups within groups; whoever reads the terms of the outer ones should know of the inner ones."""
    inner = {"name": "Colours", "terms": [{"name": "Red"}]}
    nodes = [{"name": "House", "owners": {"groups": ["interior"]}, "nodes": [inner], "terms": [{"name": "Spoon"}]}]
    records = read(tmp_path, {"nodes": nodes, "people": [{"name": "A"}]}, "nodes.terms")
    assert [record.values["name"] for record in records.items] == ["Spoon"]
    assert look_up(records.items[0].values, "nodes.owners.groups") == ["interior"]
    assert records.notes == ("lists beside `nodes.terms` that are not read: `people` and `nodes.nodes`",)


def test_an_item_that_is_silent_does_not_say_what_the_record_around_it_says(run, read) -> None:
    """A field without a description is not described by the description of its table."""
    table = {"name": "Leads", "description": "All people.", "columns": [{"name": "email", "description": "Where we write to."}, {"name": "phone"}]}  # fmt: skip
    bare = {"name": "Accounts", "description": "All companies.", "columns": [{"name": "domain"}]}
    map_ = "fields:\n  title: name\n  fields: {from: columns, each: {id: name, title: name, definition: description}}\n"
    run("object", json.dumps([table, bare]), map_, name="list.json")
    assert "definition: Where we write to." in read("objects/leads.yaml")
    assert "All" not in read("objects/leads.yaml") + read("objects/accounts.yaml")


def test_an_item_may_say_what_only_the_record_around_it_says(run, read) -> None:
    rows = [{"name": "Leads", "steward": "Sales", "columns": [{"id": "email"}]}]
    map_ = "fields:\n  title: name\n  fields: {from: columns, each: {id: id, title: id, group: steward}}\n"
    run("object", json.dumps(rows), map_, name="list.json")
    assert "group: Sales" in read("objects/leads.yaml")


def test_items_that_stand_under_their_names_are_items_too(run, read) -> None:
    """A JSON Schema has its properties so, and so have many event dictionaries."""
    properties = {"email": {"description": "Where we write to.", "maxLength": 80}, "phone": {}, "note": "Free text."}
    map_ = "fields:\n  title: name\n  fields: {from: properties, each: {id: key, title: key, definition: [description, item]}}\n"  # fmt: skip
    result = run("object", json.dumps([{"name": "Lead", "properties": properties}]), map_, name="list.json")
    text = read("objects/lead.yaml")
    assert text.count("- {id: ") + text.count("- id: ") == 3, text
    assert "Where we write to." in text and "Free text." in text
    assert "properties.maxLength  (says something in 1 record)" in result.output
    assert "no record has" not in result.output


def test_the_guide_makes_one_object_of_the_properties_of_a_system(run, read) -> None:
    """The map of the guide does it, word by word: what a field is called in the system is a group made of the item itself."""
    guide = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
    map_ = textwrap.dedent(guide.partition("made `from: item`:\n\n")[2].partition("\n\n")[0])
    rows = [
        {"name": "job_title", "label": "Job title", "description": "What it says on the card.", "type": "string"},
        {"name": "opt_in", "label": "Opted in", "description": "", "type": "bool"},
    ]
    result = run("object", json.dumps(rows), map_, name="list.json")
    text = read("objects/contact.yaml")
    assert text.count("system: hubspot") == 2
    assert "api_name: job_title" in text and "api_name: opt_in" in text and "type: boolean" in text
    assert "does not mention" not in result.output and "no record has" not in result.output
    assert read("systems/hubspot.yaml")


def test_an_item_under_its_name_that_is_silent_is_not_spoken_for_either(run, read) -> None:
    properties = {"plan": {"description": "Which plan."}, "seats": {}}
    rows = [{"name": "Signup", "description": "Somebody signs up.", "properties": properties}]
    map_ = (
        "fields:\n  title: name\n  fields: {from: properties, each: {id: key, title: key, definition: description}}\n"
    )
    run("object", json.dumps(rows), map_, name="list.json")
    assert "definition: Which plan." in read("objects/signup.yaml") and "signs up" not in read("objects/signup.yaml")


def test_what_a_merge_key_brings_along_is_read_and_what_stands_there_itself_counts(run, read) -> None:
    text = """common:
  - &key {name: id, type: number, description: The key of the row.}
tables:
  - name: Lead
    columns:
      - <<: *key
        type: string
      - {<<: [*key], name: account_id}
"""
    each = "{id: {from: name, as: slug}, title: name, definition: description, type: type}"
    map_ = f"records: tables\nfields:\n  title: name\n  fields: {{from: columns, each: {each}}}\n"
    result = run("object", text, map_, name="list.yaml")
    assert read("objects/lead.yaml").count("definition: The key of the row.") == 2
    assert "id: account-id" in read("objects/lead.yaml") and "type: string" in read("objects/lead.yaml")
    assert "merge keys" not in result.output


def test_a_record_that_has_a_key_of_its_own_keeps_it_beside_its_name(tmp_path: Path) -> None:
    records = read(tmp_path, {"Marketo": {"key": "MKT-1"}, "Iterable": {"key": "ITR-2"}})
    assert records.items[0].values == {"(key)": "Marketo", "key": "MKT-1"}


def test_equal_keys_of_json_are_reported_and_the_last_one_counts(tmp_path: Path) -> None:
    records = read(tmp_path, '[{"a": 1, "a": 2}]')
    assert records.items[0].values == {"a": 2}
    assert records.notes == ("the key `a`: it stands twice in one group; the last one counts",)


TEAMS = {
    "stages": {
        "reach": {"title": "Reach", "groups": {"web": {"title": "Web"}, "events": {"title": "Events"}}},
        "keep": {"title": "Keep", "groups": {"mail": {"title": "Mail"}}},
    }
}


@pytest.mark.parametrize("path", ["stages.groups", "stages.*.groups", "stages.*.groups.*"])
def test_what_stands_under_names_within_names_is_one_list_and_the_names_are_columns(tmp_path: Path, path: str) -> None:
    records = read(tmp_path, TEAMS, path)
    columns = ("key", "title", "stages.key", "stages.title")
    assert [tuple(record.values[column] for column in columns) for record in records.items] == [
        ("web", "Web", "reach", "Reach"),
        ("events", "Events", "reach", "Reach"),
        ("mail", "Mail", "keep", "Keep"),
    ]


GLOSSARY = {"sales": [{"term": "MQL"}, {"term": "TBD"}], "web": [{"term": "UTM"}]}


def test_all_lists_of_a_file_are_read_as_one_and_what_each_is_called_is_a_column(tmp_path: Path) -> None:
    records = read(tmp_path, GLOSSARY, "*")
    assert [(record.values["term"], record.values["key"]) for record in records.items] == [
        ("MQL", "sales"),
        ("TBD", "sales"),
        ("UTM", "web"),
    ]


def test_of_several_lists_both_ways_out_are_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as error:
        read(tmp_path, GLOSSARY)
    assert "`records: sales`" in error.value.hint and '`records: "*"`' in error.value.hint


def test_a_glossary_may_have_a_term_that_elsewhere_says_nothing(run, read) -> None:
    run("term", json.dumps(GLOSSARY), 'records: "*"\nfields: {title: term}\n', name="list.json")
    assert "title: TBD" in read("glossary/tbd.yaml")


def test_of_other_kinds_a_name_that_says_nothing_is_asked_about(run, read) -> None:
    rows = "Tool\nTBD\n"
    said = run("system", rows, "fields: {title: Tool}\n").output
    assert "`Tool` says `TBD`, which says nothing" in said
    assert "-> Fill it in, say `missing: []` in the rule of `title` if it is a name, name another column" in said
    run("system", rows, "fields: {title: {from: Tool, missing: []}}\n")
    assert "title: TBD" in read("systems/tbd.yaml")
