"""A new document as a snippet: what every document of a kind should say, with a place to fill for each."""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from mopsbook.editors.names import escape
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind

# Variables of the editor: https://code.visualstudio.com/docs/editing/userdefinedsnippets#_variables
_FILE = "${TM_FILENAME_BASE}"
_TODAY = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}"
_DEEP = 3
# What a field with a pattern begins with, so that nobody has to guess how it looks.
_STAND_INS = ("short-name", "6m", "https://example.com", "#channel")


def make_snippets(kind: Kind) -> list[dict[str, Any]]:
    """Return the snippets for a new file of a kind: one document and, if a file may hold many, many of them."""
    label = kind.label.lower()
    fields = [field for field in kind.fields if field.is_needed and field.name != "kind"]
    one = {
        "label": f"New {label}",
        "description": f"What every {label} should say.",
        "body": {"kind": kind.name, **_body(fields, count(1))},
    }
    if not kind.many:
        return [one]
    item = {name: f"${{{place}:{name}}}" for place, name in enumerate(("id", "title"), 1)}
    many = {
        "label": f"Many {kind.plural.lower()} in one file",
        "description": "A list; what stands beside it holds for each item.",
        "body": {"kind": kind.name, kind.many: [item]},
    }
    return [one, many]


def _body(fields: Sequence[Field], places: Iterator[int], depth: int = 0) -> dict[str, Any]:
    return {field.name: _value(field, places, depth) for field in fields}


def _value(field: Field, places: Iterator[int], depth: int) -> Any:
    if field.many and "string" not in field.types:
        return [_item(field, places, depth) for _ in range(max(1, field.fewest))]
    return _item(field, places, depth)


def _item(field: Field, places: Iterator[int], depth: int) -> Any:
    if field.children and depth < _DEEP and "string" not in field.types:
        # Where any key will do, the first one shows that keys stand here.
        return _body([child for child in field.children if child.is_needed] or field.children[:1], places, depth + 1)
    return _place(field, places)


def _place(field: Field, places: Iterator[int]) -> str:
    if field.format == "date":
        return _TODAY
    place = next(places)
    if field.name == "id" and field.path == ("id",):
        return f"${{{place}:{_FILE}}}"
    values = ["true", "false"] if field.types == ("boolean",) else [str(value) for value in field.values]
    if values:
        return f"${{{place}|{','.join(escape(value).replace(',', chr(92) + ',') for value in values)}|}}"
    if {"integer", "number"} & set(field.types):
        return f"${{{place}:{field.minimum or 1}}}"
    if field.pattern:
        stand_in = next(
            (text for text in (*map(str, field.examples), *_STAND_INS) if re.search(field.pattern, text)), ""
        )
        # A channel begins with a #, which would begin a comment.
        return f'"${{{place}:{stand_in}}}"' if stand_in.startswith("#") else f"${{{place}:{escape(stand_in)}}}"
    return f"${{{place}:{escape(field.label)}}}"
