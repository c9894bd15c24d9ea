"""A report of a large list can be read: a mistake is told once, with the line of the map that mends it."""

import json


def test_names_that_are_no_ids_are_mended_by_one_word_of_the_map(run, read) -> None:
    rows = [{"name": "Lead", "columns": [{"api": f"Custom_{number}__c"} for number in range(80)]}]
    map_ = "fields:\n  title: name\n  fields: {from: columns, each: {id: ID, title: api}}\n"
    said = run("object", json.dumps(rows), map_.replace("ID", "api"), "--dry-run", name="list.json").output
    assert "fields.id: 80 values left out" in said and "what it stands in is left out, too" in said
    assert "-> Have them written so: `as: slug` in the rule of `fields.id`." in said
    assert "`id` is missing" not in said, "the item goes because of its id; that is one mistake"
    assert "and 30 other values" in said and len(said.splitlines()) < 70
    said = run("object", json.dumps(rows), map_.replace("ID", "{from: api, as: slug}"), name="list.json").output
    assert "left out" not in said and read("objects/lead.yaml").count("id: custom-") == 80


def test_rows_of_one_value_are_counted_where_there_are_many(run) -> None:
    rows = "".join(f"Tool {number},Tier 9\n" for number in range(100))
    said = run("system", f"Name,Tier\n{rows}", "fields: {title: Name, tier: Tier}\n", "--dry-run").output
    assert "`Tier 9`: rows 1, 2, 3," in said and "25 and 75 more" in said


def test_names_of_many_rows_are_not_all_listed(run) -> None:
    said = run("system", "Name\n" + "Zoom\n" * 200, "fields: {title: Name}\n", "--dry-run").output
    assert "row 51: Zoom -> zoom-51" in said.replace(" (line 52)", "") and "and 149 more" in said
    assert len(said.splitlines()) < 70


def test_a_group_of_very_many_columns_is_one_line(run) -> None:
    rows = [{"name": f"Tool {number}", "js": {f"on.{number}.load": "1"}, "note": "x"} for number in range(30)]
    said = run("system", json.dumps(rows), "fields: {title: name}\n", "--dry-run", name="list.json").output
    assert "js.  (30 columns within it, such as `js.on.0.load` and `js.on.1.load`)" in said
    assert "note  (says something in 30 records)" in said


def test_rows_of_a_group_are_called_rows(run) -> None:
    map_ = "records: {group: a}\nfields: {title: a}\n"
    assert "b  (says something in 2 rows)" in run("system", "a,b\nX,1\nX,2\nX,  \n", map_, "--dry-run").output


def test_several_values_in_one_cell_are_mended_by_taking_them_apart(run, read) -> None:
    """Whoever follows the advice has what is meant, and not one long name."""
    said = run(
        "system", 'Name,Labels\nZoom,"process,email"\n', "fields: {title: Name, tags: Labels}\n", "--dry-run"
    ).output
    assert '-> Have them taken apart: `tags: {from: Labels, split: [","]}`.' in said and "as: slug" not in said
    map_ = 'fields: {title: Name, tags: {from: Labels, split: [","]}}\n'
    run("system", 'Name,Labels\nZoom,"process,email"\n', map_)
    assert "tags: [process, email]" in read("systems/zoom.yaml")


def test_owners_are_not_made_of_people_without_a_word(run) -> None:
    said = run("system", "Name,Owner\nZoom,Jane Doe\n", "fields: {title: Name, owner: Owner}\n", "--dry-run").output
    assert "-> Or have the import make it, unless it is a person: `owner: {from: Owner, create: true}`." in said
