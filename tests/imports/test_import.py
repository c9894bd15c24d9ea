"""Records become documents: values, references, ids, and a word about all that has no place."""

from pathlib import Path

import pytest

from mopsbook.errors import SetupError
from mopsbook.reading.read import read_yaml


def test_columns_become_fields_in_the_order_of_the_schema(run, read) -> None:
    map_ = """
fields:
  title: Name
  status: {always: active}
  contract.renewal_date: {from: Renewal, date: DD.MM.YYYY}
  contract.cost: Cost
  contract.auto_renew: Auto
  tags: {from: Tags, split: [",", ";"], as: slug}
  tier: {from: Tier, find: '\\d'}
"""
    result = run(
        "system",
        'Name,Tier,Cost,Renewal,Auto,Tags\nMarketo,TIer 1,"97,000.50",31.12.2026,yes,"E-mail; EU, e mail"\n',
        map_,
    )
    assert result.return_value == 0
    assert read("systems/marketo.yaml") == (
        "kind: system\nid: marketo\ntitle: Marketo\nstatus: active\ntags: [e-mail, eu]\ntier: 1\n"
        "contract:\n  renewal_date: 2026-12-31\n  auto_renew: true\n  cost: 97000.5\n"
    )


def test_a_document_begins_with_its_schema_if_the_book_has_it(run, read, tmp_path: Path) -> None:
    (tmp_path / "book" / "schemas").mkdir(parents=True)
    source = Path(__file__).parents[2] / "schemas"
    for path in source.glob("*.yaml"):
        (tmp_path / "book" / "schemas" / path.name).write_bytes(path.read_bytes())
    run("system", "a\nX\n", "fields: {title: a}\n")
    assert read("systems/x.yaml").startswith(
        "# yaml-language-server: $schema=../../schemas/system.schema.yaml\nkind: system\n"
    )


def test_a_schema_that_an_editor_could_not_read_is_not_named(run, read, tmp_path: Path) -> None:
    """A team's own kind refers to `_envelope.schema.yaml`, which an installed mopsbook keeps to itself."""
    (tmp_path / "book" / "schemas").mkdir(parents=True)
    own = "allOf: [{$ref: _envelope.schema.yaml}]\nx-kind: {}\nproperties:\n  kind: {const: runbook}\n"
    (tmp_path / "book" / "schemas" / "runbook.schema.yaml").write_text(own, encoding="utf-8")
    run("runbook", "a\nX\n", "fields: {title: a}\n")
    assert read("runbooks/x.yaml").startswith("kind: runbook\n")


def test_words_that_say_nothing_are_missing_unless_the_map_gives_them_a_meaning(run, read) -> None:
    map_ = """
missing: [not sure]
fields:
  title: a
  vendor: b
  access: {from: b, missing: [x]}
  authentication: {from: b, values: {TBD: none}}
"""
    run("system", "a,b\nOne,TBD\nTwo,Not sure\nThree,x\n", map_)
    assert read_yaml(read("systems/one.yaml").encode()).value == {
        "kind": "system", "id": "one", "title": "One", "access": "TBD", "authentication": "none",
    }  # fmt: skip
    assert "vendor" not in read("systems/two.yaml")
    assert "access" not in read("systems/three.yaml")


def test_a_slip_of_the_pen_is_taken_for_the_nearest_value_and_reported_with_its_row(run, read) -> None:
    result = run("system", "a,b\nX,emplyoyee\n", "fields: {title: a, audience: b}\n")
    assert "audience: [employee]" in read("systems/x.yaml")
    assert "`emplyoyee` -> employee, by its nearest spelling: row 1 (line 2)" in result.output


def test_a_value_that_fits_nowhere_is_left_out_and_named_by_row_with_the_way_out(run, read) -> None:
    result = run(
        "system",
        "a,b,c\nX,magenta,Internal\nY,magenta,#ok\n",
        "fields: {title: a, data_classification: b, support_channel: c}\n",
    )
    assert "data_classification" not in read("systems/x.yaml") and "support_channel" not in read("systems/x.yaml")
    assert "`magenta`: rows 1, 2" in result.output
    assert '`data_classification: {from: b, values: {magenta: "..."}}`, with one of `red`, `orange`' in result.output
    assert "`Internal`: row 1 (line 2)" in result.output
    assert result.return_value == 0


def test_otherwise_decides_between_silence_and_a_value_that_check_finds(run, read, findings, tmp_path: Path) -> None:
    map_ = (
        "fields:\n  title: a\n  team: {from: b, otherwise: text}\n  data_classification: {from: c, otherwise: skip}\n"
    )
    run("system", "a,b,c\nX,Ghosts,magenta\n", map_)
    assert "team: Ghosts" in read("systems/x.yaml") and "magenta" not in read("systems/x.yaml")
    assert [finding.rule for finding in findings(tmp_path / "book") if finding.severity == "error"] == [
        "broken-reference"
    ]


def test_references_are_found_by_id_alias_and_title_and_created_only_if_the_map_says_so(
    run, read, tmp_path: Path
) -> None:
    folder = tmp_path / "book" / "knowledge" / "teams"
    folder.mkdir(parents=True)
    (folder / "ops.yaml").write_text("kind: team\nid: ops\ntitle: Marketing Operations\naliases: [MOPs]\n")
    map_ = "fields:\n  title: a\n  team: {from: b, create: {channel: c}}\n  users: {from: d, split: ',', ref: team}\n"
    rows = "a,b,c,d\nA,ops,#x,\nB,mops,#x,New team\nC,MARKETING operations,#x,Nobody\nD,New Team,#y,\nE,new-team,#y,\n"
    result = run("system", rows, map_)
    assert all("team: ops" in read(f"systems/{name}.yaml") for name in "abc")
    assert read("teams/new-team.yaml") == 'kind: team\nid: new-team\ntitle: New Team\nchannel: "#y"\n'
    assert "users: [new-team]" in read("systems/b.yaml"), "what a later record creates may be named by an earlier one"
    assert "`Nobody`: row 3 (line 4)" in result.output
    assert [path.name for path in folder.iterdir() if path.name != "ops.yaml"] == ["new-team.yaml"]


def test_records_that_disagree_about_a_created_document_leave_its_field_empty(run, read) -> None:
    result = run("system", "a,b,c\nA,T,#x\nB,T,#y\n", "fields:\n  title: a\n  team: {from: b, create: {channel: c}}\n")
    assert read("teams/t.yaml") == "kind: team\nid: t\ntitle: T\n"
    assert "records disagree: #x (1), #y (1)" in result.output


def test_links_come_out_of_markdown_and_nested_lists_out_of_json(run, read) -> None:
    map_ = """
records: result
fields:
  title: name
  links:
    from: guide
    find: '\\[(?P<text>[^\\]]+)\\]\\((?P<url>[^)]+)\\)|(?P<bare>https?://\\S+)'
    each: {title: [text, {always: Page}], url: [url, bare]}
  limits: {from: limits, each: {name: label, value: max, unit: {text: "of {name}"}}}
"""
    limits = '[{"label": "calls", "max": 5, "extra": 1}]'
    guide = "[A](https://a.example) and https://b.example"
    records = f'{{"result": [{{"name": "M", "guide": "{guide}", "limits": {limits}}}]}}'
    result = run("system", records, map_, name="x.json")
    data = read_yaml(read("systems/m.yaml").encode()).value
    assert data["links"] == [{"url": "https://a.example", "title": "A"}, {"url": "https://b.example", "title": "Page"}]
    assert data["limits"] == [{"name": "calls", "value": 5, "unit": "of M"}]
    assert "limits.extra" in result.output


def test_one_value_is_taken_of_several_only_if_the_map_says_which(run, read) -> None:
    map_ = "fields:\n  title: a\n  vendor: {from: b, split: '/', take: last}\n  access: {from: b, split: '/'}\n"
    result = run("system", "a,b\nX,one/two\n", map_)
    assert "vendor: two" in read("systems/x.yaml") and "access" not in read("systems/x.yaml")
    assert "it names 2, and the field takes one" in result.output


def test_a_record_without_a_title_is_reported_by_row_and_fails_while_the_others_come_in(run, read) -> None:
    result = run("system", "a,b\nX,1\n,only this\n", "fields: {title: a, vendor: b}\n")
    assert result.return_value == 1
    assert "row 2 (line 3), `only this`: it has no title: `a` says nothing" in result.output
    assert read("systems/x.yaml")


def test_a_title_of_which_no_record_has_the_column_is_said_once_with_the_columns_there_are(run, tmp_path: Path) -> None:
    """A map for another file is noticed before sixty-nine records are refused one by one."""
    with pytest.raises(SetupError) as error:
        run("system", "page;row\nx;y\n", "fields: {title: Status}\n")
    assert "no record has a column `Status`, of which titles are made" in error.value.message
    assert "`page` and `row`" in error.value.hint
    assert not (tmp_path / "book").exists()


def test_many_records_that_fail_alike_are_told_together(run) -> None:
    """The reason and the way out stand there once, and every row is named."""
    result = run("system", "a,b\nX,1\n" + ",y\n" * 30, "fields: {title: a, vendor: b}\n")
    assert result.output.count("Fill it in") == 1
    assert "and 18 more: it has no title: `a` says nothing: rows 14, 15" in result.output and "30, 31" in result.output


def test_a_value_that_the_schema_refuses_is_shown_as_the_source_wrote_it(run, read) -> None:
    """What was made of `Tier 9` on the way means nothing to who looks for it in the list."""
    result = run("system", "a,t\nX,Tier 9\n", "fields: {title: a, tier: t}\n")
    assert "tier" not in read("systems/x.yaml")
    assert "`Tier 9`: row 1 (line 2)" in result.output and "`Tier 9` ->" not in result.output
    assert '`tier: {from: t, values: {Tier 9: "..."}}`' in result.output
    run("system", "a,t\nX,Tier 9\n", "fields: {title: a, tier: {from: t, values: {Tier 9: 4}}}\n")
    assert "tier: 4" in read("systems/x.yaml")


def test_what_to_add_to_a_rule_that_says_more_than_its_column_is_said_alone(run) -> None:
    """A rule with an expression of its own is not written anew in the report."""
    result = run("system", "a,t\nX,Tier nine\n", "fields: {title: a, tier: {from: t, find: '(nine)'}}\n")
    assert '`values: {nine: "..."}` in the rule of `tier`' in result.output


def test_a_field_within_an_item_is_named_with_the_list_it_stands_in(run) -> None:
    """`url` alone may be the field of anything."""
    rows = '[{"a": "X", "l": [{"u": {"v": 1}}]}]'
    result = run("system", rows, "fields: {title: a, links: {from: l, each: {url: u, title: a}}}\n", name="x.json")
    assert "links.url: 1 value left out" in result.output


def test_equal_names_get_numbers_in_the_order_of_the_source(run, read) -> None:
    rows = "a,b\nYouTube,one\nYoutube!,two\n"
    result = run("system", rows, "fields: {title: a, vendor: b}\n")
    assert "vendor: one" in read("systems/youtube.yaml") and "vendor: two" in read("systems/youtube-2.yaml")
    assert "Youtube! -> youtube-2" in result.output and "and never changes, if there is one." in result.output
    again = run("system", rows, "fields: {title: a, vendor: b}\n")
    assert "2  unchanged" in again.output


def test_columns_that_the_map_does_not_mention_are_named(run) -> None:
    result = run("system", "a,b,c,d\nX,1,,3\n", "ignore: {d: no use}\nfields: {title: a}\n")
    assert "b  (says something in 1 record)" in result.output and "c  (empty everywhere)" in result.output
    assert "d: no use" in result.output


def test_an_import_into_one_folder_of_a_book_stays_there(run, tmp_path: Path) -> None:
    folder = tmp_path / "book" / "knowledge" / "stack"
    folder.mkdir(parents=True)
    run("system", "a\nX\n", "fields: {title: a}\n", "--into", str(folder))
    assert (folder / "x.yaml").is_file()


@pytest.mark.parametrize("into", ["new", "new/knowledge"])
def test_a_new_folder_becomes_a_book_that_check_can_read(run, findings, tmp_path: Path, into: str) -> None:
    run("system", "a\nX\n", "fields: {title: a}\n", "--into", str(tmp_path / into))
    assert (tmp_path / "new" / "knowledge" / "systems" / "x.yaml").is_file()
    assert {finding.rule for finding in findings(tmp_path / "new")} == {"incomplete", "orphan"}


def test_a_dry_run_says_the_same_and_writes_nothing(run, tmp_path: Path) -> None:
    dry = run("system", "a\nX\n", "fields: {title: a}\n", "--dry-run")
    assert not (tmp_path / "book").exists()
    wet = run("system", "a\nX\n", "fields: {title: a}\n")
    assert [line for line in dry.output.splitlines() if not line.startswith("Dry run")] == wet.output.splitlines()


def test_what_nobody_knows_and_what_does_not_apply_can_be_said_of_a_nested_field(run, read) -> None:
    map_ = """
fields:
  title: a
  team: {from: b, create: true}
  unknown.contract.renewal_date.ask: {same: team, when: c}
  unknown.contract.renewal_date.note: {from: c, when: b}
  does_not_apply.dpa_url: d
"""
    result = run("system", "a,b,c,d\nX,Ops,asked Kim,No data leaves us\nY,,asked Kim,\n", map_)
    assert read_yaml(read("systems/x.yaml").encode()).value == {
        "kind": "system",
        "id": "x",
        "title": "X",
        "does_not_apply": {"dpa_url": "No data leaves us"},
        "unknown": {"contract.renewal_date": {"ask": "ops", "note": "asked Kim"}},
        "team": "ops",
    }
    assert "unknown" not in read("systems/y.yaml") and "left out" not in result.output


TEMPLATE_SCHEMA = """$schema: https://json-schema.org/draft/2020-12/schema
title: Program template
description: A program that others are cloned from.
allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {label: Program template, plural: Program templates, folder: templates, icon: material/file, hue: 20, section: Names}
properties:
  kind: {const: program-template}
  channel: {title: Channel, type: string, x-place: facts}
  created: {$ref: _envelope.schema.yaml#/$defs/date, title: Created, description: When it was made.}
"""


def test_the_sheet_that_adobe_asks_for_comes_in_as_a_kind_of_ones_own(run, read, tmp_path: Path) -> None:
    """The tab "Documentation" of Adobe's governance guide, saved as CSV, needs a schema and a map and no code."""
    schemas = tmp_path / "book" / "schemas"
    schemas.mkdir(parents=True)
    (schemas / "program-template.schema.yaml").write_text(TEMPLATE_SCHEMA)
    sheet = (
        "Program Template Name,Channel,Date Created,Created By,Purpose,Status,Link,Note\n"
        "Webinar - live,Webinar,3/14/2024 0:00,Jane,Invites to a live webinar.,Active,https://app-1.marketo.com/#PG1,Clone it\n"
    )
    map_ = """
key: Program Template Name
fields:
  title: Program Template Name
  channel: Channel
  created: {from: Date Created, date: MM/DD/YYYY}
  purpose: Purpose
  status: Status
  links: {from: Link, each: {url: item, title: {always: In Marketo}}}
  description: Note
ignore: {Created By: A person}
"""
    result = run("program-template", sheet, map_)
    assert result.return_value == 0 and "fit nowhere" not in result.output
    assert read_yaml(read("templates/webinar-live.yaml").encode()).value == {
        "kind": "program-template", "id": "webinar-live", "title": "Webinar - live", "channel": "Webinar", "created": "2024-03-14",
        "purpose": "Invites to a live webinar.", "status": "active", "description": "Clone it",
        "links": [{"url": "https://app-1.marketo.com/#PG1", "title": "In Marketo"}],
    }  # fmt: skip
