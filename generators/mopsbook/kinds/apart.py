"""Tell whether the fields of a kind can be held against its schema one by one."""

from collections.abc import Mapping
from typing import Any

_SILENT = frozenset(
    {"$schema", "$id", "$comment", "$defs", "title", "description", "examples", "default", "deprecated"}
)
_CLOSED = ("unevaluatedProperties", "additionalProperties")
_DEFS = "#/$defs/"


def find_required(schema: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the names of the fields that a document must have, if it is valid as soon as it has these and each of its fields is valid.

    None if one field may decide about another, or if nobody can be sure: then a document must be looked at as a whole.
    """
    return _find(schema, schema.get("$defs", {}), ())


def _find(node: Any, defs: Mapping[str, Any], within: tuple[str, ...]) -> frozenset[str] | None:
    if not isinstance(node, Mapping):
        return None
    found: frozenset[str] = frozenset()
    for word, value in node.items():
        inner: list[Any] = []
        if word == "required":
            found |= frozenset(value)
        elif word == "allOf":
            inner = value
        elif word == "$ref" and value.startswith(_DEFS) and value not in within:
            inner, within = [defs.get(value.removeprefix(_DEFS))], (*within, value)
        elif not (
            word == "properties"
            or word in _SILENT
            or word.startswith("x-")
            or (word == "type" and value == "object")
            or (word in _CLOSED and value is False)
        ):
            return None
        for each in inner:
            more = _find(each, defs, within)
            if more is None:
                return None
            found |= more
    return found
