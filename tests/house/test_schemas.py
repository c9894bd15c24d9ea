"""The schemas that ship with mopsbook are documentation: each field has its words, and each example is one."""

from __future__ import annotations

from collections.abc import Iterator

import jsonschema_rs
import pytest

from mopsbook.kinds.fields import read_fields
from mopsbook.kinds.kind import Field, Kind
from mopsbook.kinds.load import load_kinds
from mopsbook.kinds.strays import find_strays
from mopsbook.kinds.vocabulary import walk
from mopsbook.kinds.watches import find_blind_watches

KINDS = load_kinds()
FIELDS = [(kind, field) for kind in KINDS.values() for top in kind.fields for field in top.walk()]
IDS = [f"{kind.name}.{'.'.join(field.path)}" for kind, field in FIELDS]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_kind_says_what_it_is_and_shows_fields_it_has(kind: Kind) -> None:
    assert kind.help.endswith(".")
    names = {field.name for field in kind.fields}
    assert set(kind.columns) <= names
    assert not kind.group_by or kind.group_by in names
    assert kind.many == "" or kind.many not in names
    assert kind.fields == read_fields(kind.schema)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_no_word_of_a_schema_speaks_of_what_is_not_there(kind: Kind) -> None:
    assert list(find_strays(kind)) == []
    assert list(find_blind_watches(kind, KINDS)) == []


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_a_field_has_its_words(kind: Kind, field: Field) -> None:
    assert field.label.strip()
    assert field.label != field.name
    assert field.help.strip(), "a description tells the author what to write"
    assert field.help.endswith((".", "?"))
    assert field.expect in ("required", "recommended", "optional")
    if field.refs:
        # A part of the document itself needs no words, and the book has no page that could show them.
        itself = all(ref.startswith(f"{kind.name}.") for ref in field.refs)
        assert itself or kind.hidden or (field.link != "refers to" and field.backlink != "is referred to by")
    if field.value_labels:
        assert set(field.value_labels) == {str(value) for value in field.values}
    if field.prose:
        assert field.types == ("string",)
    assert field.hint, "the first paragraph of the description is what messages say"
    assert len(field.about) <= 260, "a message has no room for more; leave the rest to a second paragraph"
    assert not field.or_text or field.refs


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=IDS)
def test_what_is_expected_under_a_condition_names_a_field_beside_it_and_its_values(kind: Kind, field: Field) -> None:
    beside = {
        other.name: other for other in (kind.field(field.path[:-1]).children if len(field.path) > 1 else kind.fields)
    }
    for name, wanted in field.expect_when.items():
        assert name in beside
        values = beside[name].values
        assert not values or set(wanted if isinstance(wanted, list) else [wanted]) <= set(values)
    assert not field.expect_when or field.expect != "optional"


def examples(kind: Kind) -> Iterator[tuple[str, dict, object]]:
    for pointer, node in walk(dict(kind.schema)):
        for example in [*node.get("examples", ()), *([node["default"]] if "default" in node else [])]:
            yield "/".join(map(str, pointer)), node, example


EXAMPLES = [(kind, at, node, example) for kind in KINDS.values() for at, node, example in examples(kind)]


@pytest.mark.parametrize(
    ("kind", "at", "node", "example"), EXAMPLES, ids=[f"{kind.name}:{at}" for kind, at, _, _ in EXAMPLES]
)
def test_an_example_is_valid(kind: Kind, at: str, node: dict, example: object) -> None:
    whole = {**node, "$defs": kind.schema.get("$defs", {})}
    assert [
        error.message for error in jsonschema_rs.Draft202012Validator(whole, validate_formats=True).iter_errors(example)
    ] == []
