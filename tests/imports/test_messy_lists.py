"""Lists as people keep them: a title above the headings, formulas that failed, a remark among the dates, rows twice."""

import json
import textwrap
from pathlib import Path

import pytest

from mopsbook.errors import SetupError


@pytest.mark.parametrize("above", ["Our stack, November 2026\n\n", "Our stack;;\n;;\n"])
def test_headings_below_a_title_are_found_and_the_word_for_it_is_named(run, above: str) -> None:
    with pytest.raises(SetupError) as error:
        run("system", f"{above}Tool;Owner;Cost\nMarketo;MOPs;1\n", "fields: {title: Tool}\n")
    assert error.value.hint == "The headings seem to stand in line 3: `records: {skip_lines: 2}`."


def test_without_such_a_line_the_columns_are_named(run) -> None:
    with pytest.raises(SetupError) as error:
        run("system", "Product;Owner\nMarketo;MOPs\n", "fields: {title: Tool}\n")
    assert error.value.hint == "Its columns are `Product` and `Owner`."


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#NV", "NULL", "None", "nan"])
def test_what_a_program_wrote_for_an_empty_cell_names_no_owner_and_no_cost(run, read, cell: str) -> None:
    map_ = (
        "fields: {title: a, owner: {from: b, create: true}, category: b, contract.cost: b, contract.renewal_date: b}\n"
    )
    said = run("system", f"a,b\nX,{cell}\n", map_).output
    assert read("systems/x.yaml") == "kind: system\nid: x\ntitle: X\n"
    assert "left out" not in said and "Created" not in said


def test_none_may_be_an_answer_in_words(run, read) -> None:
    run("system", "a,b\nX,None\n", "fields: {title: a, data_collected: b, access: b}\n")
    assert "data_collected: [None]" in read("systems/x.yaml") and "access: None" in read("systems/x.yaml")


def test_a_remark_among_dates_does_not_hide_how_the_others_are_written(run) -> None:
    rows = "Name;Ends\nA;31.12.2026\nB;rolling\nC;46022\n"
    said = run("system", rows, "fields: {title: Name, contract.renewal_date: Ends}\n", "--dry-run").output
    assert "contract.renewal_date: {from: Ends, date: [DD.MM.YYYY, excel]}" in said
    assert "No date: `rolling`. Mend that in the source, or name it under `missing`." in said


def test_a_form_that_a_map_names_already_stays_in_what_is_proposed(run) -> None:
    map_ = "fields: {title: Name, contract.renewal_date: {from: Ends, date: excel}}\n"
    said = run("system", "Name;Ends\nA;46022\nB;31.12.2026\n", map_, "--dry-run").output
    assert "`date: [excel, DD.MM.YYYY]` in the rule of `contract.renewal_date`" in said


def test_a_name_that_is_too_long_is_to_be_shortened_not_filled_in(run) -> None:
    said = run("system", f"a\n{'x' * 200}\n", "fields: {title: a}\n").output
    assert "-> Shorten it, name another column for `title`" in said


RACI = """Process,Step,Marketing Ops,CMO
Launch,Brief,R,A
,Build,A/R,C
,Send,R,A
Import,Clean,R,
"""
RACI_MAP = """
records: {group: Process, fill_down: Process}
fields:
  title: Process
  steps:
    from: rows
    each:
      id: {from: Step, as: slug}
      title: Step
      responsible: {when: {Marketing Ops: [R, A/R]}, always: Marketing Ops, create: true}
      accountable:
        - {when: {Marketing Ops: [A, A/R]}, always: Marketing Ops, create: true}
        - {when: {CMO: A}, always: CMO, create: true}
"""


def test_a_table_of_who_does_what_with_merged_cells_and_a_column_for_each_role(run, read) -> None:
    run("process", RACI, RACI_MAP)
    text = read("processes/launch.yaml")
    assert text.count("- id:") == 3 and text.count("accountable: cmo") == 2 and "accountable: marketing-ops" in text
    assert "title: Marketing Ops" in read("roles/marketing-ops.yaml")
    assert read("processes/import.yaml").count("- id:") == 1


def test_an_empty_cell_by_which_rows_are_grouped_is_asked_about(run) -> None:
    said = run("process", RACI, RACI_MAP.replace(", fill_down: Process", "")).output
    assert "If the cell is merged with the one above, say `fill_down: Process` under `records`." in said


def test_merged_cells_within_merged_cells_begin_anew_with_the_outer_one(run, read) -> None:
    """The channel of the last area is not the channel of the next one."""
    rows = "Area,Channel,Name\nPaid,Social,A\n,,B\nOwned,,C\n"
    map_ = "records: {fill_down: [Area, Channel]}\nfields: {title: Name, definition: {text: '{Area} {Channel?}'}}\n"
    run("term", rows, map_)
    assert "definition: Paid Social" in read("glossary/b.yaml") and "definition: Owned\n" in read("glossary/c.yaml")


def test_a_field_that_is_a_group_is_answered_by_what_is_in_it(run) -> None:
    said = run("process", "a,b\nX,1d\n", "fields: {title: a, sla: b}\n", "--dry-run").output
    assert "-> Name the inner one, as in `sla.value`." in said


def test_of_two_parts_of_one_id_the_second_is_left_out_and_named(run, read) -> None:
    """Two packages bring a field of the same name; the check would refuse what refers to it."""
    rows = [{"name": "Lead", "columns": [{"id": "level", "text": "First."}, {"id": "level", "text": "Second."}]}]
    map_ = "fields:\n  title: name\n  fields: {from: columns, each: {id: id, title: id, definition: text}}\n"
    said = run("object", json.dumps(rows), map_, name="list.json").output
    assert "fields.id: 1 value left out: another field of it has this id" in said and "`level`: row 1" in said
    assert "values:" not in said, "to call the value something else would call both so"
    assert "First." in read("objects/lead.yaml") and "Second." not in read("objects/lead.yaml")


def test_a_number_below_nothing_is_none_of_the_words_of_a_map(run, read) -> None:
    map_ = (
        "fields: {title: a, tags: {from: b, values: {'1': one}, as: slug}, definition: {text: '{b}', when: {b: 1}}}\n"
    )
    run("term", "a,b\nX,-1\nY,1\n", map_)
    assert "one" not in read("glossary/x.yaml") and "definition" not in read("glossary/x.yaml")
    assert "one" in read("glossary/y.yaml") and "definition" in read("glossary/y.yaml")


def test_names_that_differ_in_their_numbers_are_two(run, read) -> None:
    run("system", "a,b\nX,Phase 1.1\nY,Phase 11\n", "fields: {title: a, owner: {from: b, create: true, ref: team}}\n")
    assert "owner: phase-1-1" in read("systems/x.yaml") and "owner: phase-11" in read("systems/y.yaml")


TARGETS = "Name,Target\nA,95%\nB,unclear\n"


def test_the_field_that_a_group_cannot_be_without_is_named_as_a_line_of_the_map(run, read) -> None:
    said = run("metric", TARGETS, "fields: {title: Name, target.value: Target}\n").output
    assert "target: 1 value left out: `period` is missing in `target`" in said
    assert "`95%` -> 95" not in said, "what is left out was taken for nothing"
    assert 'or say the same for all: `target.period: {always: "..."}`.' in said
    run("metric", TARGETS, "fields: {title: Name, target.value: Target, target.period: {always: month}}\n")
    assert "period: month" in read("metrics/a.yaml")


def test_within_a_list_the_line_belongs_into_each(run) -> None:
    map_ = "records: {group: P}\nfields: {title: P, steps: {from: rows, each: {title: Step}}}\n"
    said = run("process", "P,Step\nLaunch,Send\n", map_, "--dry-run").output
    assert '-> In the `each` of `steps`: name the column it stands in, `id: "..."`' in said


def test_a_value_that_fits_nowhere_takes_its_group_along_and_is_told_once(run) -> None:
    map_ = "fields: {title: Name, target.value: Target, target.period: {always: month}}\n"
    said = run("metric", TARGETS, map_, "--dry-run").output
    assert "target.value: 1 value left out: it is no number; what it stands in is left out, too" in said
    assert "is missing" not in said


POINTS = "Rule;Points;How often\nVisits pricing;+10;1 per week\nFrom Germany;+5;\nLikes us;3;\n"


def test_a_scoring_table_is_one_model_and_a_row_that_the_map_does_not_explain_is_named(run, read) -> None:
    """The map of the guide does it, word by word."""
    guide = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
    map_ = textwrap.dedent(guide.partition("which row means what:\n\n")[2].partition("\n\nA row")[0])
    said = run("scoring-model", POINTS, map_).output
    text = read("scoring/lead-scoring.yaml")
    assert text.count("- id:") == 2 and "activity: person#visits-pricing" in text and "value: Germany" in text
    assert "`Likes us`: row 3 (line 4)" in said


def test_of_rows_that_are_one_document_each_is_named_by_its_own_place(run, read) -> None:
    """What does not fit, what is there twice, and what lacks a field that another row has in a wrong form: none hides another."""
    map_ = """records: {together: true}
fields:
  title: {always: Contact}
  fields: {from: rows, each: {id: {from: Name, as: slug}, title: Label, length: Length, type: Type}}
"""
    rows = "Name,Label,Length,Type\nmail,Mail,80,email\nphone,Phone,0,fax\nzip,,5,text\nmail,Mail again,7,text\ncity,City,0,text\n"
    said = run("object", rows, map_).output
    assert "`0`: rows 2, 5" in said
    assert "`fax`: row 2 (line 3)" in said
    assert "`title` is missing" in said and "row 3 (line 4)" in said
    assert "`mail`: row 4 (line 5)" in said
    assert read("objects/contact.yaml").count("- id:") + read("objects/contact.yaml").count("- {id:") == 3


def test_where_a_list_of_groups_is_lacking_a_list_of_groups_is_proposed(run) -> None:
    map_ = """records: {together: true}
fields:
  title: {always: Scoring}
  rules: {from: rows, each: {id: {from: Rule, as: slug}, title: Rule, points: Points, part: {always: behavioural}}}
"""
    said = run("scoring-model", POINTS, map_, "--dry-run").output
    assert "`when` holds a list, which no cell says: write it in the map, as in `when: {always: [{field: " in said
    assert 'when: {always: "..."}' not in said


def test_a_list_that_is_one_document_has_a_name_of_its_own(run, read) -> None:
    map_ = "records: {together: true}\nfields:\n  title: {always: Media}\n  values: {from: rows, each: {value: v, meaning: m}}\n"
    said = run("value-list", "v,m,x\nemail,Mail,1\ncpc,,\n", map_).output
    assert "- value: cpc" in read("value-lists/media.yaml") and "1  created" in said
    assert "x  (says something in 1 row)" in said
    said = run("value-list", "v,m,x\n", map_).output
    assert "0  created" in said, "of no row nothing is made"


def test_names_of_rows_that_become_items_are_no_empty_column(run, read) -> None:
    """Where a file has its records under names, `key` is the name of each row, and the report has nothing to say of it."""
    map_ = "records: {together: true}\nfields:\n  title: {always: Stages}\n  values: {from: rows, each: {value: key, meaning: m}}\n"
    said = run("value-list", "live:\n  m: Works.\nbeta:\n  m: Nearly.\n", map_, name="stages.yml").output
    assert "- value: beta" in read("value-lists/stages.yaml")
    assert "does not mention" not in said


def test_a_field_that_stands_beside_fields_is_told_where_it_belongs(run) -> None:
    with pytest.raises(SetupError, match=":1:1: `id` is a field, and fields stand under `fields`"):
        run("team", "Name,Slug\nOps,ops\n", "id: Slug\nfields:\n  title: Name\n")


PLATFORMS = "Platform,Cookie,Kind,Owner\nTags,a,core,MOPs\nTags,b,extra,mops\nChat,c,core,IT\nChat,d,core,MOPs\n"


def test_what_rows_of_one_record_say_differently_is_a_list_and_not_lost(run, read) -> None:
    map_ = """records: {group: Platform}
fields:
  title: Platform
  tags: Kind
  description: {text: "Sets {Cookie}."}
  owner: {from: Owner, create: true, ref: team}
"""
    said = run("system", PLATFORMS, map_).output
    assert "tags: [core, extra]" in read("systems/tags.yaml") and "description: Sets a, b." in read("systems/tags.yaml")
    assert "owner: mops" in read("systems/tags.yaml") and "owner" not in read("systems/chat.yaml")
    assert "`it, mops`: row 3 (line 4)" in said and "take: first" in said


def test_a_group_in_a_text_is_no_text(run) -> None:
    rows = "metrics:\n- {name: A, how: {measure: a}}\n- {name: B, how: {measure: {name: b, fill: 0}}}\n"
    said = run(
        "metric", rows, 'fields: {title: name, formula: {text: "{how.measure}"}}\n', "--dry-run", name="m.yaml"
    ).output
    assert "formula: 1 value left out: `how.measure` is a group of values, and a text wants words" in said
    assert "as in `{how.measure.inner}`" in said
