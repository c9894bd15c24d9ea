"""The schema of a kind as editors want it: one file that needs no other, for a document or for a file of many."""

from typing import Any

from mopsbook.documents.load import NOT_SHARED
from mopsbook.editors.names import Names
from mopsbook.editors.show import show
from mopsbook.editors.snippet import make_snippets
from mopsbook.editors.stand_alone import stand_alone
from mopsbook.kinds.kind import Kind, Kinds

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# By this a file is known as one of ours, and may be written over or deleted.
MARK = "Made by `mopsbook schema`. Edit the kind's own schema instead, and run it again."
_ABOUT = (
    "title",
    "description",
    "type",
    "properties",
    "additionalProperties",
    "unevaluatedProperties",
    "$schema",
    "$defs",
)


def make_schema(kind: Kind, kinds: Kinds, names: Names) -> dict[str, Any]:
    """Return the schema of the files of a kind, without `$ref` to other files.

    `names` are offered where one refers to something; any other name is valid, too, for whether a reference leads
    somewhere is said by `mopsbook check`.
    """
    flat = show(stand_alone(kind.schema), kind.name, kinds, names)
    demands = {key: value for key, value in flat.items() if key not in _ABOUT}
    described = {key: flat[key] for key in _ABOUT if key in flat and key != "$schema"}
    described["properties"] = dict(described["properties"])
    head = {"$schema": DIALECT, "$comment": MARK, "title": kind.label, "defaultSnippets": make_snippets(kind)}
    if not kind.many:
        return {**head, **described, **demands, "title": kind.label}
    fields = described["properties"]
    # Written once, above: an item is described by the same words.
    item = {
        "title": kind.label,
        "type": "object",
        "required": [name for name in demands.get("required", ()) if name in NOT_SHARED],
        "additionalProperties": False,
        "properties": {name: {"$ref": f"#/properties/{name}"} for name in fields},
    }
    fields[kind.many] = {
        "title": kind.plural,
        "type": "array",
        "minItems": 1,
        "description": f"Many {kind.plural.lower()} in one file. What stands beside the list holds for each of them.",
        "items": item,
    }
    return {
        **head,
        **described,
        "title": kind.label,
        "required": ["kind"],
        "if": {"required": [kind.many]},
        "then": {"properties": dict.fromkeys(sorted(NOT_SHARED & fields.keys()), False)},
        "else": demands,
    }
