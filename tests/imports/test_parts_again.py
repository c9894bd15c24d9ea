"""A list whose items have names is imported again item by item: what a person wrote of one does not hold up the others."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

MAP = """records: {together: true}
fields:
  title: {always: Contact}
  fields: {from: rows, each: {id: n, title: t, length: l, definition: d}}
"""
HEAD = "n,t,l,d\n"
ROWS = HEAD + "mail,Mail,80,\nphone,Phone,20,\ncity,City,40,\n"
FILE = Path("book") / "knowledge" / "objects" / "contact.yaml"


@pytest.fixture
def edit(tmp_path: Path):
    """Change the text of the document as a person does."""

    def do(*changes: tuple[str, str]) -> None:
        text = (tmp_path / FILE).read_text()
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        (tmp_path / FILE).write_text(text)

    return do


def test_what_a_person_wrote_of_one_item_stays_and_the_others_follow_the_source(run, read, edit) -> None:
    run("object", ROWS, MAP)
    edit(("title: Mail\n", "title: Mail # as the law calls it\n    definition: Where we write to.\n"))
    said = run("object", HEAD + "mail,Mail,90,\nphone,Telephone,20,\nzip,Zip,5,\n", MAP).output
    assert (
        read("objects/contact.yaml")
        == """kind: object
id: contact
title: Contact
fields:
  - id: mail
    title: Mail # as the law calls it
    definition: Where we write to.
    length: 90
  - id: phone
    title: Telephone
    length: 20
  - id: zip
    title: Zip
    length: 5
"""
    )
    assert "fields.mail.length `80` -> `90`" in said
    assert "fields.zip (new)" in said and "fields.city (gone)" in said
    assert "Kept as edited" not in said


def test_an_item_that_a_person_edited_stays_when_the_source_has_it_no_more_and_this_is_said_once(
    run, read, edit
) -> None:
    run("object", ROWS, MAP)
    edit(("title: City\n", "title: Town\n"))
    less = HEAD + "mail,Mail,80,\nphone,Phone,20,\n"
    assert "fields.city (the source has changed, too; it says nothing)" in run("object", less, MAP).output
    assert "title: Town" in read("objects/contact.yaml")
    assert "1  unchanged" in run("object", less, MAP).output


def test_an_item_that_a_person_deleted_is_not_made_again(run, read, edit) -> None:
    run("object", ROWS, MAP)
    edit(("  - id: city\n    title: City\n    length: 40\n", ""))
    assert "fields.city" in run("object", ROWS.replace("Phone", "Tel"), MAP).output
    assert "city" not in read("objects/contact.yaml") and "title: Tel" in read("objects/contact.yaml")


def test_a_list_that_a_person_deleted_or_wrote_in_another_form_is_left_alone(run, read, edit) -> None:
    run("object", ROWS, MAP)
    items = read("objects/contact.yaml").partition("fields:\n")[2]
    edit((f"fields:\n{items}", "fields: TBD\n"))
    assert "fields (the source has changed, too" in run("object", ROWS.replace("Phone", "Tel"), MAP).output
    assert "fields: TBD" in read("objects/contact.yaml")


def test_a_list_that_nobody_edited_goes_with_the_last_row_of_the_source(run, read, edit) -> None:
    run("object", ROWS, MAP)
    edit(("title: Contact\n", "title: Contact\npurpose: Whom we know.\n"))
    none = MAP.replace("together: true", "together: true, skip: {n: [mail, phone, city]}")
    run("object", HEAD + "mail,Mail,80,\nother,,,\n", none)
    assert "fields" not in read("objects/contact.yaml") and "Whom we know." in read("objects/contact.yaml")


def test_a_name_with_a_slash_is_one_name(run, read, tmp_path: Path) -> None:
    map_ = "records: {together: true}\nfields:\n  title: {always: Media}\n  values: {from: rows, each: {value: v, meaning: m}}\n"
    run("value-list", "v,m\nA/B,one\nA~1B,two\n", map_)
    path = tmp_path / "book/knowledge/value-lists/media.yaml"
    path.write_text(path.read_text().replace("meaning: two", "meaning: two # ours"))
    said = run("value-list", "v,m\nA/B,uno\nA~1B,two\n", map_).output
    assert "values.A/B.meaning `one` -> `uno`" in said
    assert "meaning: uno" in path.read_text() and "meaning: two # ours" in path.read_text()
    assert "1  unchanged" in run("value-list", "v,m\nA/B,uno\nA~1B,two\n", map_).output


def test_a_ledger_that_knows_the_list_as_one_value_is_understood(run, read, tmp_path: Path) -> None:
    """What an earlier mopsbook wrote down: an unedited list follows the source, and from then on each item is known."""
    run("object", ROWS, MAP)
    path = tmp_path / "book" / ".mopsbook" / "imports" / "some.json"
    ledger = json.loads(path.read_text())
    fields = next(iter(ledger["documents"].values()))["fields"]
    for name in [name for name in fields if name.startswith("fields/")]:
        del fields[name]
    fields["fields"] = "0123456789abcdef"
    path.write_text(json.dumps(ledger))
    assert "fields (the source has changed, too" in run("object", ROWS.replace("Phone", "Tel"), MAP).output
    assert "title: Phone" in read("objects/contact.yaml")
    run("object", ROWS.replace("Phone", "Tel").replace("Mail", "E-mail"), MAP)
    assert "title: E-mail" in read("objects/contact.yaml")


NAMES = ("mail", "phone", "city", "zip")
LISTS = st.dictionaries(st.sampled_from(NAMES), st.tuples(st.sampled_from("ABC"), st.integers(1, 3)), min_size=1)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=LISTS, then=LISTS, edited=st.dictionaries(st.sampled_from(NAMES), st.sampled_from("XYZ")))
def test_every_field_of_every_item_is_the_source_s_or_the_person_s(
    run, tmp_path: Path, first: dict, then: dict, edited: dict
) -> None:
    """Whatever the source said and says and whichever titles a person changed; and a further run changes nothing."""

    def rows(items: dict) -> str:
        return HEAD + "".join(f"{name},{title},{length},\n" for name, (title, length) in items.items())

    for path in (tmp_path / FILE, tmp_path / "book" / ".mopsbook" / "imports" / "some.json"):
        path.unlink(missing_ok=True)
    run("object", rows(first), MAP)
    text = (tmp_path / FILE).read_text()
    for name, title in edited.items():
        if name in first:
            old = f"- id: {name}\n    title: {first[name][0]}\n"
            assert old in text
            text = text.replace(old, f"- id: {name}\n    title: {title} # ours\n")
    (tmp_path / FILE).write_text(text)
    run("object", rows(then), MAP)
    after = (tmp_path / FILE).read_text()
    found = {item["id"]: (item["title"], item["length"]) for item in yaml.safe_load(after)["fields"]}
    wanted = {}
    for name in (*first, *then):
        title, length = then.get(name, first.get(name))
        if name in first and name in edited:
            wanted[name] = (edited[name], length)
        elif name in then:
            wanted[name] = (title, length)
    assert found == wanted
    assert after.count("# ours") == len(edited.keys() & first.keys())
    run("object", rows(then), MAP)
    assert (tmp_path / FILE).read_text() == after
