"""A map with a fault is refused with its line, and nothing is read or written."""

from pathlib import Path

import pytest

from mopsbook.errors import SetupError

FAULTS = [
    ("fields: {title: a}\nnmae: x\n", "2:1: `nmae`", "did you mean `name`?"),
    ("fields:\n  title: a\n  tier: {form: b}\n", "3:10: `form`", "did you mean `from`?"),
    ("fields:\n  titel: a\n", "2:3: `titel` is no field", "did you mean `title`?"),
    ("fields:\n  title: a\n  contract.renewal: b\n", "3:3", "contract.renewal_date"),
    ("fields:\n  title: a\n  links: {from: b, each: {adress: c}}\n", "3:27: `adress` is no field", ""),
    ("fields:\n  title: a\n  tier: {from: b, find: '(x'}\n", "3:25", "no regular expression"),
    ("fields:\n  title: a\n  team: {from: b, ref: tean}\n", "3:24", "did you mean `team`?"),
    ("fields:\n  title: a\n  team: {from: b, ref: role}\n", "3:24", "names `team`, not `role`"),
    ("fields:\n  title: a\n  vendor: {from: b, create: true}\n", "3:21", "refers to nothing"),
    ("fields:\n  title: a\n  tier: {from: b, always: 1}\n", "3:", "one of `from`"),
    ("fields:\n  title: a\n  purpose: {text: '{a'}\n", "3:19", "brace"),
    ("fields:\n  title: a\n  tags: {from: b, each: {x: c}}\n", "3:19", "plain values"),
    ("fields:\n  title: a\n  tier: {from: b, values: {1: 1}}\n", "3:28", "is not text"),
    ("fields:\n  title: a\n  tier: {from: b, otherwise: drop}\n", "3:30", "report"),
    ("fields:\n  title: a\n  last_reviewed: {from: b, date: DD.MM}\n", "3:34", "in DD.MM.YYYY"),
    ("kind: team\nfields: {title: a}\n", "1:7", "the command says `system`"),
    ("fields: {vendor: a}\n", "1:", "`title` is missing"),
    ("title: a\n", "", "`title` is a field, and fields stand under `fields`"),
    ("fields:\n  title: a\n  cost: b\n", "3:3", "`cost` is no field of a system; it stands within `contract`"),
    ("columns: a\n", "", "`columns` is no word of a map"),
    ("- a\n", "", "a list"),
]


@pytest.mark.parametrize(("map_", "place", "said"), FAULTS)
def test_a_fault_is_named_with_its_line_and_the_right_word(
    run, tmp_path: Path, map_: str, place: str, said: str
) -> None:
    with pytest.raises(SetupError) as error:
        run("system", "a,b\nx,y\n", map_)
    assert f"some.map.yaml:{place}" in error.value.message and said in error.value.message
    assert not (tmp_path / "book").exists()


def test_a_misspelt_column_is_a_fault_and_an_absent_one_is_only_named(run) -> None:
    with pytest.raises(SetupError) as error:
        run("system", "name,vendor\nx,y\n", "fields: {title: name, vendor: vendro}\n")
    assert "did you mean `vendor`?" in error.value.message
    result = run("system", "name,vendor\nx,y\n", "fields: {title: name, vendor: vendor, purpose: zweck}\n")
    assert "Columns of the map that no record has\n  zweck" in result.output


def test_a_kind_that_is_not_there_is_answered_by_the_nearest_one(run) -> None:
    with pytest.raises(SetupError) as error:
        run("systm", "a\nx\n", "fields: {title: a}\n")
    assert "`system`" in error.value.hint
