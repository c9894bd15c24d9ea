"""Lists as people keep them: a title above the headings, formulas that failed, a remark among the dates, rows twice."""

import json

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
