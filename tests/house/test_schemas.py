"""The schemas that ship with mopsbook are documentation: each field has its words, and each example is one."""

from __future__ import annotations

from collections.abc import Iterator

import jsonschema_rs
import pytest

from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.kinds.load import load_kinds
from mopsbook.kinds.read_fields import read_fields
from mopsbook.kinds.strays import find_strays
from mopsbook.kinds.vocabulary import walk
from mopsbook.kinds.watches import find_blind_watches

KINDS = load_kinds()
# A test for each kind, not for each of their thousand fields: of a kind it names all that is wrong.
of_each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


def fields_of(kind: Kind) -> Iterator[Field]:
    """Yield the fields of a kind, those within groups and items among them."""
    for top in kind.fields:
        yield from top.walk()


@of_each_kind
def test_a_kind_says_what_it_is_and_shows_fields_it_has(kind: Kind) -> None:
    assert kind.help.endswith(".")
    names = {field.name for field in kind.fields}
    assert {name for column in kind.columns for name in column} <= names
    assert set(kind.group_by) <= names
    assert kind.many == "" or kind.many not in names
    assert kind.fields == read_fields(kind.schema)


@of_each_kind
def test_no_word_of_a_schema_speaks_of_what_is_not_there(kind: Kind) -> None:
    assert list(find_strays(kind)) == []
    assert list(find_blind_watches(kind, KINDS)) == []


@of_each_kind
def test_every_field_has_its_words(kind: Kind) -> None:
    assert [f"{field.dotted}: {fault}" for field in fields_of(kind) for fault in faults_of_words(field, kind)] == []


def faults_of_words(field: Field, kind: Kind) -> Iterator[str]:
    """Yield what is wrong with the words that a schema has for a field."""
    # A part of the document itself needs no words, and the book has no page that could show them.
    needs_link = field.refs and not kind.hidden and not all(ref.startswith(f"{kind.name}.") for ref in field.refs)
    right = {
        "its title is empty, or its name": field.label.strip() not in ("", field.name),
        "no description tells the author what to write": field.help.strip(),
        "its description is no sentence": field.help.endswith((".", "?")),
        "the first paragraph of its description, which is what messages say, is empty": field.hint,
        "messages have no room for so long a first paragraph; leave the rest to a second": len(field.about) <= 260,
        "`x-expect` is no such word": field.expect in ("required", "recommended", "optional"),
        "`x-link` or `x-backlink` is missing": not needs_link
        or (field.link != "refers to" and field.backlink != "is referred to by"),
        "`x-labels` and `enum` have other values": not field.value_labels
        or set(field.value_labels) == {str(value) for value in field.values},
        "prose must be text": not field.prose or field.types == ("string",),
        "`x-ref-or-text` needs an `x-ref`": not field.or_text or field.refs,
    }
    yield from (fault for fault, holds in right.items() if not holds)


@of_each_kind
def test_what_is_expected_under_a_condition_names_a_field_beside_it_and_its_values(kind: Kind) -> None:
    wrong = []
    for field in fields_of(kind):
        around = kind.field(field.path[:-1]).children if len(field.path) > 1 else kind.fields
        beside = {other.name: other for other in around}
        for name, wanted in field.expect_when.items():
            values = beside[name].values if name in beside else ()
            strange = set(wanted if isinstance(wanted, list) else [wanted]) - set(values) if values else set()
            if name not in beside or strange or field.expect == "optional":
                wrong.append(f"{field.dotted}: {name} {sorted(strange)}")
    assert wrong == []


def examples(kind: Kind) -> Iterator[tuple[str, dict, object]]:
    for pointer, node in walk(dict(kind.schema)):
        for example in [*node.get("examples", ()), *([node["default"]] if "default" in node else [])]:
            yield "/".join(map(str, pointer)), node, example


@of_each_kind
def test_every_example_is_valid(kind: Kind) -> None:
    wrong = []
    for at, node, example in examples(kind):
        whole = {**node, "$defs": kind.schema.get("$defs", {})}
        validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        wrong += [f"{at}: {error.message}" for error in validator.iter_errors(example)]
    assert wrong == []


def test_there_are_examples_to_try() -> None:
    assert sum(1 for kind in KINDS.values() for _ in examples(kind)) > 100
