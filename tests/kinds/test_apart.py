"""Fields are held against their schema one by one only where none of them can decide about another."""

from typing import Any

import pytest

from mopsbook.kinds.apart import find_required
from mopsbook.kinds.load import load_kinds

ENVELOPE = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}


def test_of_our_own_kinds_every_one_can_be_read_so() -> None:
    assert all(kind.required for kind in load_kinds().values())


def test_what_is_required_anywhere_is_required() -> None:
    schema = {
        "allOf": [{"$ref": "#/$defs/_e"}, {"required": ["a"]}],
        "required": ["b"],
        "$defs": {"_e": ENVELOPE},
        "x-kind": {},
    }
    assert find_required({**schema, "unevaluatedProperties": False}) == {"a", "b", "id"}


@pytest.mark.parametrize(
    "words",
    [
        {"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"dependentRequired": {"a": ["b"]}}, {"minProperties": 2},
        {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, {"not": {"required": ["a", "b"]}}, {"propertyNames": {"maxLength": 3}},
        {"allOf": [{"oneOf": []}]}, {"$ref": "#/$defs/nowhere"}, {"$ref": "other.yaml"}, {"allOf": [True]}, {"$ref": "#/$defs/loop"},
        {"unevaluatedProperties": {"type": "string"}}, {"$dynamicRef": "#a"},
    ],
)  # fmt: skip
def test_where_one_field_may_decide_about_another_nothing_is_promised(words: dict[str, Any]) -> None:
    loop = {"$ref": "#/$defs/loop"}
    assert find_required({**ENVELOPE, "$defs": {"loop": loop}, **words}) is None
