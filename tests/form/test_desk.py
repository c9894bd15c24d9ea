"""What is typed reaches the file as the lines that were meant, and nobody's words are lost: not theirs, not the typist's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser_form import Pairs, fields_of, typed, without
from form_client import PROCESS, Client, lines

from mopsbook.form.desk import Desk, Outcome, Refused, Sheet
from mopsbook.layout import Layout


def save(desk: Desk, sheet: Sheet, pairs: Pairs) -> Outcome:
    return desk.save(sheet.kind.name, sheet.id, sheet.version, pairs)


def place_of(place: Layout) -> Path:
    return place.knowledge / "processes/launch.yaml"


def test_an_edit_changes_its_lines_and_keeps_the_comments(desk: Desk, place: Layout) -> None:
    sheet = desk.open("process", "launch")
    pairs = typed(typed(fields_of(sheet.controls), "sla/value", "3"), "steps/i1/responsible/i0", "second")
    assert save(desk, sheet, pairs).saved == "launch"
    assert lines(PROCESS, place_of(place).read_text()) == [
        "-   value: 5   # the board wants 3",
        "+   value: 3   # the board wants 3",
        "-     responsible: lead   # until March",
        "+     responsible: second   # until March",
    ]


def test_trying_out_writes_nothing_and_saving_unchanged_touches_no_file(desk: Desk, place: Layout) -> None:
    sheet = desk.open("process", "launch")
    before = place_of(place).stat()
    outcome = desk.try_out("process", "launch", sheet.version, typed(fields_of(sheet.controls), "title", "Other"))
    assert "+title: Other   # as the board calls it" in outcome.diff
    save(desk, sheet, fields_of(sheet.controls))
    assert place_of(place).stat().st_mtime_ns == before.st_mtime_ns
    assert place_of(place).read_text() == PROCESS


def test_a_byte_order_mark_and_windows_line_ends_stay(desk: Desk, place: Layout) -> None:
    content = b"\xef\xbb\xbf" + PROCESS.replace("\n", "\r\n").encode()
    place_of(place).write_bytes(content)
    sheet = desk.open("process", "launch")
    save(desk, sheet, typed(fields_of(sheet.controls), "title", "Start"))
    assert place_of(place).read_bytes() == content.replace(b"title: Launch", b"title: Start")


def test_a_file_that_others_changed_is_not_written_over_and_both_sides_are_shown(desk: Desk, place: Layout) -> None:
    sheet = desk.open("process", "launch")
    theirs = PROCESS.replace("Somebody asks.", "The board asks.")
    place_of(place).write_text(theirs)
    outcome = save(desk, sheet, typed(fields_of(sheet.controls), "title", "Start"))
    assert outcome.stale and not outcome.saved
    assert "+trigger: The board asks." in outcome.theirs
    assert "+title: Start   # as the board calls it" in outcome.diff
    assert place_of(place).read_text() == theirs
    again = desk.open("process", "launch")
    assert save(desk, again, typed(fields_of(again.controls), "title", "Start")).saved
    assert place_of(place).read_text() == theirs.replace("Launch", "Start")


def test_a_document_that_is_gone_is_refused_and_not_made_again(desk: Desk, place: Layout) -> None:
    sheet = desk.open("process", "launch")
    place_of(place).unlink()
    with pytest.raises(Refused, match="no such document"):
        save(desk, sheet, typed(fields_of(sheet.controls), "title", "Start"))
    assert not place_of(place).exists()


def test_a_page_from_before_is_refused(desk: Desk) -> None:
    sheet = desk.open("process", "launch")
    with pytest.raises(Refused, match="too old"):
        desk.save("process", "launch", "0" * 64, fields_of(sheet.controls))


def test_what_only_a_hand_can_change_is_told_with_its_line_and_nothing_is_saved(desk: Desk, place: Layout) -> None:
    sheet = desk.open("process", "launch")
    pairs = typed(without(fields_of(sheet.controls), "steps/i1"), "title", "Start")
    outcome = save(desk, sheet, pairs)
    line = PROCESS.split("\n").index("steps:") + 1
    assert not outcome.saved
    assert outcome.refused == {
        "steps": "This cannot be written from here: a comment stands in it. Change it by hand in knowledge/processes/launch.yaml, "
        f"line {line}, and put back here what stood there."
    }
    assert place_of(place).read_text() == PROCESS


def test_findings_are_said_at_the_field_and_go_when_it_is_mended(desk: Desk) -> None:
    sheet = desk.open("process", "launch")
    pairs = fields_of(sheet.controls)

    def said(pairs: Pairs) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for remark in desk.try_out("process", "launch", sheet.version, pairs).remarks:
            for name in remark.names:
                found.setdefault(name, set()).add(remark.rule)
        return found

    before = said(pairs)
    assert {name for name in ("steps/i1/responsible", "sla/value", "trigger", "status") if name in before} == set()
    assert said(typed(pairs, "steps/i1/responsible/i0", "nobody"))["steps/i1/responsible/i0"] == {"broken-reference"}
    assert said(typed(pairs, "sla/value", "soon"))["sla/value"] == {"schema-violation"}
    assert said(typed(pairs, "sla/unit", ""))["sla/unit"] == {"schema-violation"}
    assert said(typed(pairs, "trigger", ""))["trigger"] == {"incomplete"}
    assert said(typed(pairs, "status", "gone"))["status"] == {"schema-violation"}
    new_step = [
        *pairs,
        ("steps/n1/id", "build"),
        ("steps/n1/title", "Again"),
        ("steps/n1/responsible/@list", ""),
        ("steps/n1/responsible/n2", "none"),
    ]
    assert "steps/n1/responsible/n2" in said(new_step)
    assert said(pairs) == before


def test_what_a_change_breaks_elsewhere_is_said_too(desk: Desk) -> None:
    sheet = desk.open("role", "second")
    outcome = desk.try_out("role", "second", sheet.version, [("status", "retired")])
    assert outcome.elsewhere == []
    sheet = desk.open("role", "lead")
    outcome = desk.try_out("role", "lead", sheet.version, [("status", "retired")])
    assert any(remark.place.startswith("knowledge/processes/launch.yaml:") for remark in outcome.elsewhere)


def test_one_document_of_a_file_of_many_is_edited_alone(desk: Desk, place: Layout) -> None:
    path = place.knowledge / "glossary/words.yaml"
    before = path.read_text()
    sheet = desk.open("term", "sql")
    save(desk, sheet, typed(typed(fields_of(sheet.controls), "title", "Sales lead"), "owner", "second"))
    assert lines(before, path.read_text()) == ["-     title: SQL", "+     title: Sales lead", "+     owner: second"]


def test_a_new_document_goes_where_its_kind_lies_and_never_over_another(desk: Desk, place: Layout) -> None:
    (place.knowledge / "roles").rename(place.knowledge / "people")
    pairs = [("id", "third"), ("title", "The third"), ("purpose", "Helps: them"), ("tags/@list", ""), ("tags/n1", "a")]
    assert desk.save("role", "", "", pairs).saved == "third"
    text = (place.knowledge / "people/third.yaml").read_text()
    assert (
        text.startswith('kind: role\nid: third\ntitle: The third\npurpose: "Helps: them"\n')
        and "last_reviewed: 20" in text
    )
    again = desk.save("role", "", "", [("id", "third"), ("title", "Other")])
    assert "id" in again.refused and not again.saved
    assert (place.knowledge / "people/third.yaml").read_text() == text


def test_a_book_that_is_gone_is_told_and_no_mistake_of_ours(client: Client, desk: Desk, place: Layout) -> None:
    sheet = desk.open("process", "launch")
    place.knowledge.rename(place.root / "elsewhere")
    assert client.ask("GET", "/edit/process/launch")[0] == 404
    status, answer = client.post("/save/process/launch", sheet.version, fields_of(sheet.controls))
    assert status == 409 and "there is no folder" in answer["refusal"]
    (place.root / "elsewhere").rename(place.knowledge)
    assert client.ask("GET", "/edit/process/launch")[0] == 200


def test_two_entries_of_one_name_are_told_and_not_saved(desk: Desk, place: Layout) -> None:
    sheet = desk.open("process", "launch")
    entries = [("does_not_apply/@list", "")]
    entries += [
        pair
        for token in ("n1", "n2")
        for pair in ((f"does_not_apply/{token}/@key", "scope"), (f"does_not_apply/{token}/@value", "Why not"))
    ]
    pairs = [pair for pair in fields_of(sheet.controls) if not pair[0].startswith("does_not_apply/")] + entries
    assert list(save(desk, sheet, pairs).refused) == ["does_not_apply/n2"]
    assert place_of(place).read_text() == PROCESS
    assert save(desk, sheet, [pair for pair in pairs if "/n2/" not in pair[0]]).saved
    assert lines(PROCESS, place_of(place).read_text()) == ["+ does_not_apply:", "+   scope: Why not"]


def test_a_file_that_cannot_be_written_is_told(client: Client, desk: Desk, place: Layout) -> None:
    sheet = desk.open("process", "launch")
    (place.root / ".mopsbook").write_text("in the way")
    status, answer = client.post("/save/process/launch", sheet.version, typed(fields_of(sheet.controls), "title", "X"))
    assert status == 409 and "cannot be written" in answer["refusal"]
    assert place_of(place).read_text() == PROCESS


def test_a_name_in_a_map_may_pass_from_one_entry_to_another(desk: Desk, place: Layout) -> None:
    text = PROCESS + "does_not_apply:\n  scope: One   # first\n  inputs: Two\n  outputs: Three\n"
    place_of(place).write_text(text)
    sheet = desk.open("process", "launch")
    pairs = without(fields_of(sheet.controls), "does_not_apply/i1")
    pairs = typed(pairs, "does_not_apply/i2/@key", "inputs")
    pairs += [("does_not_apply/n1/@key", "outputs"), ("does_not_apply/n1/@value", "Four")]
    assert save(desk, sheet, pairs).saved
    assert (
        place_of(place).read_text()
        == PROCESS + "does_not_apply:\n  scope: One   # first\n  inputs: Three\n  outputs: Four\n"
    )


def test_nothing_is_required_of_a_group_that_need_not_be_there(place: Layout, client: Client) -> None:
    """Of an SLA that is there its time is; of one that is not, and that nobody asks for, nothing is."""

    def asked(id: str) -> list[str]:
        html = client.ask("GET", f"/edit/process/{id}", client.headers)[2].decode()
        start = html.index('data-control="sla"')
        return re.findall(
            r'<label for="f-sla/(\w+)">[^<]*<span class="asked">', html[start : html.index("</fieldset>", start)]
        )

    (place.knowledge / "processes/bare.yaml").write_text("kind: process\nid: bare\ntitle: Bare\n")
    assert asked("bare") == [] and asked("launch") == ["value", "unit", "starts", "stops"]
