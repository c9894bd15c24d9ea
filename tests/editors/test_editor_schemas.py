"""The schemas for editors say what ours say, in one file each and with all their help."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from mopsbook.documents.load import load_shelf
from mopsbook.editors.names import find_names
from mopsbook.editors.schema import make_schema
from mopsbook.editors.stand_alone import stand_alone
from mopsbook.kinds.load import load_kinds
from mopsbook.kinds.vocabulary import walk
from mopsbook.layout import find_layout

ROOT = Path(__file__).resolve().parents[2]
LAYOUT = find_layout(ROOT)
KINDS = load_kinds([LAYOUT.schemas])
SHELF = load_shelf(LAYOUT, KINDS)
NAMES = find_names(SHELF)


def slips(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a document as it is, and with one slip after the other."""
    yield data
    yield {**data, "no_such_field": 1}
    for key, value in data.items():
        yield {name: other for name, other in data.items() if name != key}
        for wrong in (7, "", "A b!", [], [{}], {}, {"no_such_field": 1}, None):
            yield {**data, key: wrong}
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for inner in value[0]:
                slip = copy.deepcopy(data)
                slip[key][0][inner] = {"no": 1}
                yield slip
                del slip[key][0][inner]
                yield slip


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_what_an_editor_takes_is_what_the_check_takes(kind: Any) -> None:
    """The flat schema with all its help takes and refuses the same documents as the schema it was made of."""
    flat = jsonschema_rs.Draft202012Validator(make_schema(kind, KINDS, NAMES), validate_formats=True)
    documents = [document.data for document in SHELF.of_kind(kind.name)] or [SHELF.book.data]
    for number, data in enumerate(documents[:12]):
        # What follows from other fields is not written in the file.
        written = {key: value for key, value in data.items() if key not in {field.name for field in kind.computed}}
        for slip in slips(written) if number < 4 else (written,):
            assert flat.is_valid(slip) == kind.validator.is_valid(slip), slip


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_schema_for_editors_needs_no_other_file_and_none_of_our_words(kind: Any) -> None:
    """Every `$ref` leads to a place within, and no annotation of ours is left."""
    schema = make_schema(kind, KINDS, NAMES)
    for _, node in walk(schema):
        assert not [word for word in node if word.startswith("x-")]
        if "$ref" in node:
            target: Any = schema
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            assert isinstance(target, dict)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_field_has_its_help_beside_it(kind: Any) -> None:
    """An editor shows name and help of a field without having to follow anything."""
    properties = make_schema(kind, KINDS, {})["properties"]
    for field in kind.fields:
        said = properties[field.name]
        assert said["title"] == field.label
        assert said["markdownDescription"].startswith(field.help.strip())
        assert "type" in said or "allOf" in said


STRICT = {"type": "string", "minLength": 3}
BASE = {"properties": {"a": STRICT, "b": {"enum": [1, 2]}}, "required": ["a"]}


@pytest.mark.parametrize(
    "schema",
    [
        {"allOf": [{"$ref": "#/$defs/base"}], "unevaluatedProperties": False, "properties": {"a": {"maxLength": 5}}},
        {"allOf": [{"$ref": "#/$defs/base"}], "properties": {"b": {"enum": [2, 3]}, "a": {"minLength": 1}}},
        {"allOf": [{"$ref": "#/$defs/base"}], "unevaluatedProperties": False, "properties": {"b": False}},
        {"allOf": [{"$ref": "#/$defs/base"}, {"anyOf": [{"required": ["b"]}]}], "unevaluatedProperties": False},
        {
            "allOf": [{"$ref": "#/$defs/base"}],
            "unevaluatedProperties": False,
            "if": {"required": ["b"]},
            "then": {"properties": {"c": {"type": "string"}}, "required": ["c"]},
        },
        {"properties": {"a": {"$ref": "#/$defs/tree"}}, "additionalProperties": False},
        {"properties": {"a": {"$ref": "#/$defs/base", "properties": {"c": True}, "additionalProperties": False}}},
        {"properties": {"a": {"$ref": "#/$defs/list", "minItems": 1, "items": {"minLength": 2}}}},
    ],
)
def test_layers_are_laid_flat_without_a_change_of_meaning(schema: dict[str, Any]) -> None:
    """Whatever a team's schema lays over another, the flat one takes the same values."""
    tree = {
        "type": "object",
        "properties": {"left": {"$ref": "#/$defs/tree", "title": "L"}},
        "additionalProperties": False,
    }
    whole = {**schema, "$defs": {"base": BASE, "tree": tree, "list": {"type": "array", "items": {"type": "string"}}}}
    before, after = (jsonschema_rs.Draft202012Validator(one) for one in (whole, stand_alone(whole)))
    inner = (
        "abc",
        "abcdef",
        "a",
        1,
        [],
        ["a"],
        ["ab"],
        {"c": 1},
        {"a": "abc"},
        {"left": {"left": {}}},
        {"left": {"x": 1}},
    )
    values = [{}, *({"a": one} for one in inner)]
    values += [
        {**value, **more} for value in values for more in ({"b": 1}, {"b": 2}, {"b": 3}, {"c": "x"}, {"b": 2, "c": "x"})
    ]
    assert [after.is_valid(value) for value in values] == [before.is_valid(value) for value in values]
    assert any(before.is_valid(value) for value in values)
    assert not all(before.is_valid(value) for value in values)
