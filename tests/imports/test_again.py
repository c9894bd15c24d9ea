"""An import can be repeated: the source updates what nobody touched, and what a person wrote stays, to the byte."""

from pathlib import Path

import pytest

from mopsbook.editing.write_files import write_files
from mopsbook.errors import SetupError

MAP = """
fields:
  title: a
  vendor: b
  tier: t
  tags: {from: c, split: ' '}
  contract.cost: d
  contract.billing: e
  purpose: p
"""
HEAD = "a,b,t,c,d,e,p\n"
ROW = "Marketo,Adobe,1,p q,100,yearly,Sends mail\n"


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_writes_nothing(run, tmp_path: Path) -> None:
    run("system", HEAD + ROW, MAP)
    before = snapshot(tmp_path / "book")
    result = run("system", HEAD + ROW, MAP)
    assert "1  unchanged" in result.output
    assert snapshot(tmp_path / "book") == before


def test_the_source_updates_a_document_that_nobody_edited(run, read) -> None:
    run("system", HEAD + ROW, MAP)
    result = run("system", HEAD + "Marketo,Adobe Inc.,1,p,100,,Sends mail\n", MAP)
    assert "vendor: Adobe Inc." in read("systems/marketo.yaml") and "billing" not in read("systems/marketo.yaml")
    assert "vendor `Adobe` -> `Adobe Inc.`" in result.output and "contract.billing `yearly` -> nothing" in result.output


EDITED = """# Kept by the ops team
kind: system
id: marketo
title:   'Marketo'     # the product
category: map          # added by hand

# what it is for
purpose: >-
  Sends mail
vendor: Adobe # ours since 2018
tags: [p,   q]
tier: 2   # the board decided

contract:
    cost:    100   # a year
    seats: 5
    billing: yearly

# the end
"""


def test_fields_a_person_touched_are_kept_and_all_the_rest_stays_to_the_byte(run, tmp_path: Path, read) -> None:
    run("system", HEAD + ROW, MAP)
    path = tmp_path / "book" / "knowledge" / "systems" / "marketo.yaml"
    path.write_text(EDITED)
    result = run("system", HEAD + "Marketo,Adobe Inc.,3,p q r,120,quarterly,Sends mail to people who asked\n", MAP)
    wanted = (
        EDITED.replace("vendor: Adobe #", "vendor: Adobe Inc. #")
        .replace("[p,   q]", "[p, q, r]")
        .replace("cost:    100   #", "cost:    120   #")
        .replace("billing: yearly", "billing: quarterly")
        .replace("purpose: >-\n  Sends mail\n", "purpose: >-\n  Sends mail\n  to people who asked\n")
    )
    assert path.read_text() == wanted
    assert "tier (the source has changed, too; it says `3`)" in result.output
    before = snapshot(tmp_path / "book")
    again = run("system", HEAD + "Marketo,Adobe Inc.,3,p q r,120,quarterly,Sends mail to people who asked\n", MAP)
    assert snapshot(tmp_path / "book") == before
    assert "1  kept as edited by a person" in again.output and "systems/marketo.yaml: tier\n" in again.output


def test_a_new_field_finds_its_place_in_an_edited_document_and_one_that_is_gone_leaves_it(run, tmp_path: Path) -> None:
    run("system", HEAD + "Marketo,Adobe,,p q,100,yearly,\n", MAP)
    path = tmp_path / "book" / "knowledge" / "systems" / "marketo.yaml"
    path.write_text(
        "kind: system\nid: marketo\ntitle: Marketo # me\ntags:\n  - p\n  - q\n"
        "vendor: Adobe\ncontract: {cost: 100, billing: yearly}\n"
    )
    run("system", HEAD + "Marketo,,2,p q,100,,Sends mail\n", MAP)
    assert path.read_text() == (
        "kind: system\nid: marketo\ntitle: Marketo # me\npurpose: Sends mail\ntags:\n  - p\n  - q\n"
        "tier: 2\ncontract: {cost: 100}\n"
    )


def test_a_list_with_a_comment_at_what_would_go_is_left_to_the_person(run, tmp_path: Path) -> None:
    run("system", HEAD + ROW, MAP)
    path = tmp_path / "book" / "knowledge" / "systems" / "marketo.yaml"
    path.write_text(path.read_text().replace("tags: [p, q]", "tags:\n  - p\n  - q # why"))
    before = path.read_text()
    result = run("system", HEAD + ROW.replace("p q", "p r"), MAP)
    assert path.read_text() == before
    assert "a comment or a form of writing of yours is in the way" in result.output


def test_a_comment_at_an_item_that_stays_stays_beside_it(run, tmp_path: Path) -> None:
    run("system", HEAD + ROW, MAP)
    path = tmp_path / "book" / "knowledge" / "systems" / "marketo.yaml"
    path.write_text(path.read_text().replace("tags: [p, q]", "tags:\n  - p # why\n  - q"))
    before = path.read_text()
    run("system", HEAD + ROW.replace("p q", "p r"), MAP)
    assert path.read_text() == before.replace("- q", "- r")


def test_line_ends_and_a_byte_order_mark_stay_as_they_are(run, tmp_path: Path) -> None:
    run("system", HEAD + ROW, MAP)
    path = tmp_path / "book" / "knowledge" / "systems" / "marketo.yaml"
    path.write_bytes(
        b"\xef\xbb\xbf" + path.read_bytes().replace(b"title: Marketo", b"title: Marketo # x").replace(b"\n", b"\r\n")
    )
    before = path.read_bytes()
    run("system", HEAD + ROW.replace("Adobe", "Adobe Inc."), MAP)
    assert path.read_bytes() == before.replace(b"vendor: Adobe", b"vendor: Adobe Inc.")


def test_a_document_in_a_file_of_many_is_updated_there(run, tmp_path: Path) -> None:
    run("system", HEAD + ROW, MAP)
    folder = tmp_path / "book" / "knowledge" / "systems"
    (folder / "marketo.yaml").unlink()
    many = "kind: system\nstatus: active\nsystems:\n  - id: other\n    title: Other\n"
    many += "  - id: marketo\n    title: Marketo\n    vendor: Adobe\n"
    (folder / "all.yaml").write_text(many)
    run("system", HEAD + "Marketo,Adobe Inc.,1,p q,100,yearly,Sends mail\n", MAP)
    assert (folder / "all.yaml").read_text() == many.replace("Adobe", "Adobe Inc.")


def test_a_document_that_moved_is_found_by_its_id(run, tmp_path: Path) -> None:
    run("system", HEAD + ROW, MAP)
    folder = tmp_path / "book" / "knowledge"
    (folder / "systems" / "marketo.yaml").rename(folder / "moved.yaml")
    run("system", HEAD + ROW.replace("Adobe", "New"), MAP)
    assert "vendor: New" in (folder / "moved.yaml").read_text() and not list((folder / "systems").iterdir())


def test_what_was_there_before_is_left_alone_whether_id_alias_or_title_says_so(run, tmp_path: Path) -> None:
    folder = tmp_path / "book" / "knowledge" / "systems"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("kind: system\nid: marketo-engage\ntitle: Adobe Marketo\naliases: [Marketo]\n")
    before = snapshot(folder)
    result = run("system", HEAD + ROW, MAP)
    assert snapshot(folder) == before and result.return_value == 0
    assert "system `marketo-engage` was there before" in result.output


def test_what_a_person_deleted_is_not_made_again(run, tmp_path: Path) -> None:
    run("system", HEAD + ROW, MAP)
    path = tmp_path / "book" / "knowledge" / "systems" / "marketo.yaml"
    path.unlink()
    result = run("system", HEAD + ROW, MAP)
    assert not path.exists() and "was deleted by a person" in result.output


def test_what_is_gone_from_the_source_is_reported_and_kept(run, read) -> None:
    run("system", HEAD + ROW + "Zoom,,,,,,\n", MAP)
    result = run("system", HEAD + ROW, MAP)
    assert read("systems/zoom.yaml") and "Gone from the source, and kept\n  zoom" in result.output


def test_a_key_keeps_a_record_and_its_document_together_when_the_name_changes(run, read) -> None:
    map_ = "key: no\nfields: {title: a}\n"
    run("system", "no,a\n7,Bizible\n", map_)
    result = run("system", "no,a\n7,Marketo Measure\n", map_)
    assert "title: Marketo Measure" in read("systems/bizible.yaml") and "1  updated" in result.output


def test_a_file_that_cannot_be_read_any_more_is_never_written_over(run, tmp_path: Path) -> None:
    run("system", HEAD + ROW, MAP)
    path = tmp_path / "book" / "knowledge" / "systems" / "marketo.yaml"
    path.write_text("kind: system\nid: 'marketo\n")
    result = run("system", HEAD + ROW.replace("Adobe", "New"), MAP)
    assert result.return_value == 1 and path.read_text() == "kind: system\nid: 'marketo\n"
    assert "cannot be read as it is now" in result.output


def test_a_ledger_that_cannot_be_read_stops_everything(run, tmp_path: Path) -> None:
    run("system", HEAD + ROW, MAP)
    path = tmp_path / "book" / ".mopsbook" / "imports" / "some.json"
    path.write_text("<<<<<<< HEAD\n" + path.read_text())
    with pytest.raises(SetupError) as error:
        run("system", HEAD + ROW, MAP)
    assert "some.json:1" in error.value.message


def test_a_created_team_that_was_merged_into_another_does_not_come_back(run, tmp_path: Path) -> None:
    map_ = "fields:\n  title: a\n  team: {from: b, create: true}\n"
    run("system", "a,b\nX,MOPs\n", map_)
    teams = tmp_path / "book" / "knowledge" / "teams"
    (teams / "mops.yaml").unlink()
    (teams / "ops.yaml").write_text("kind: team\nid: ops\ntitle: Operations\naliases: [MOPs]\n")
    run("system", "a,b\nX,MOPs\n", map_)
    assert [path.name for path in teams.iterdir()] == ["ops.yaml"]
    assert "team: ops" in (tmp_path / "book" / "knowledge" / "systems" / "x.yaml").read_text()


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file, not a folder")
    with pytest.raises(SetupError):
        write_files(tmp_path, {"a.yaml": b"x", "blocked/b.yaml": b"y"})
    assert not (tmp_path / "a.yaml").exists() and not (tmp_path / ".mopsbook").exists()


TWINS = "id,a,b,c\n1,Zoom,meetings,EU\n2,Zoom,webinars,US\n3,Slack,chat,EU\n"
TWIN_MAP = "fields: {title: a, vendor: b, access: c}\n"


def test_rows_of_one_name_that_changed_places_keep_their_documents(run, read, tmp_path: Path) -> None:
    """Who sorts the list anew does not move one document's facts into another's."""
    run("system", TWINS, TWIN_MAP)
    before = snapshot(tmp_path / "book")
    result = run("system", "id,a,b,c\n3,Slack,chat,EU\n2,Zoom,webinars,US\n1,Zoom,meetings,EU\n", TWIN_MAP)
    assert "3  unchanged" in result.output
    assert snapshot(tmp_path / "book") == before
    run("system", "id,a,b,c\n2,Zoom,webinars,CA\n1,Zoom,meetings,EU\n3,Slack,chat,EU\n", TWIN_MAP)
    assert "vendor: meetings" in read("systems/zoom.yaml") and "access: CA" in read("systems/zoom-2.yaml")


def test_one_of_two_rows_of_one_name_goes_and_the_other_keeps_its_document(run, read) -> None:
    """What is left is known by what it says, not by its number."""
    run("system", TWINS, TWIN_MAP)
    result = run("system", "id,a,b,c\n2,Zoom,webinars,US\n3,Slack,chat,EU\n", TWIN_MAP)
    assert "2  unchanged" in result.output and "Gone from the source, and kept\n  zoom  " in result.output
    assert "vendor: meetings" in read("systems/zoom.yaml")


def test_a_key_that_is_named_later_makes_nothing_twice(run, tmp_path: Path) -> None:
    """A map may learn by what its records are known; they are what they were."""
    run("system", TWINS, TWIN_MAP)
    names = sorted((tmp_path / "book" / "knowledge" / "systems").iterdir())
    result = run("system", TWINS, "key: id\n" + TWIN_MAP)
    assert "3  unchanged" in result.output and "Gone" not in result.output
    result = run("system", TWINS.replace("2,Zoom", "2,Zoom Webinars"), "key: id\n" + TWIN_MAP)
    assert "title `Zoom` -> `Zoom Webinars`" in result.output
    assert sorted((tmp_path / "book" / "knowledge" / "systems").iterdir()) == names


def test_a_new_row_of_a_name_that_is_there_gets_a_document_of_its_own(run, read) -> None:
    """With a key, of several things of one name a row with another key is another one."""
    run("system", TWINS, "key: id\n" + TWIN_MAP)
    result = run("system", TWINS.replace("1,Zoom,meetings,EU\n", "") + "4,Zoom,phone,EU\n", "key: id\n" + TWIN_MAP)
    assert "vendor: phone" in read("systems/zoom-3.yaml") and "vendor: meetings" in read("systems/zoom.yaml")
    assert "1  created" in result.output


def test_what_the_source_gives_another_key_is_the_same_if_one_alone_is_called_so(run, read) -> None:
    """A team is given another short name in the source; its document stays, and so does what refers to it."""
    map_ = "key: Key\nfields: {id: {from: Key, as: slug}, title: Team, purpose: About, parent: Part of}\n"
    run("team", "Key,Team,About,Part of\nship_coresvc,Core Services,A,\n", map_)
    rows = "Key,Team,About,Part of\nship_core_services,Core Services,B,\nweb,Web,C,ship_core_services\n"
    said = run("team", rows, map_).output
    assert "row 1 (line 2): ship-coresvc: ship_coresvc -> ship_core_services" in said and "Gone" not in said
    assert "purpose: B" in read("teams/ship-coresvc.yaml") and "parent: ship-coresvc" in read("teams/web.yaml")
    assert "unchanged" in (again := run("team", rows, map_).output) and "Known again" not in again


def test_two_of_one_name_with_other_keys_are_new(run) -> None:
    map_ = "key: Key\nfields: {id: Key, title: Team}\n"
    run("team", "Key,Team\na,Events\n", map_)
    said = run("team", "Key,Team\nb,Events\nc,Events\n", map_).output
    assert "2  created" in said and "Known again" not in said
    assert "-> What is no more, retire (`status: retired`) or delete." in said


def test_of_what_was_there_before_both_ways_on_are_named(run) -> None:
    run("team", "Team\nEvents\n", "name: one\nfields: {title: Team}\n")
    said = run("team", "Team\nEvents\n", "name: two\nfields: {title: Team}\n").output
    assert "-> If it is another one, give the records of this list ids of their own in the map" in said
