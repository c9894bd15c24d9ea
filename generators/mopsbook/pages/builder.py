"""Builder: what the page of a naming convention offers to put a name together; the browser does the rest (assets/builder.js)."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.naming.convention import Convention, Segment
from mopsbook.naming.plain import as_plain

_PARAMETER = re.compile(r"utm_\w+")


class Choice(Struct, frozen=True):
    """A value that may be chosen, and what people call it; "" where that is the same."""

    value: str
    label: str


class Part(Struct, frozen=True):
    """A segment, or another parameter of a link, as a control: `sort` is list, date, const or text.

    `number` tells which segment of the convention it is. `hint` says what goes in.
    """

    number: int
    title: str
    sort: str
    choices: Sequence[Choice]
    required: bool
    placeholder: str
    constant: str
    most: int
    hint: str
    example: str


class Builder(Struct, frozen=True):
    """The parts of a name; the titles of the ways to make one, if there are several; the rules as JSON.

    `parameter` is what carries the name in a link, "" for no link; `parameters` are the others of that link.
    """

    parts: Sequence[Part]
    forms: Sequence[str]
    rules: str
    parameter: str
    parameters: Sequence[Part]


def make_builder(convention: Convention, entity: Entity, catalog: Catalog) -> Builder | None:
    """Return the builder of a convention, None for one of which nobody can tell what names it allows."""
    data, values_of = entity.data, _lists_of(entity, catalog)
    items = data.get("segments", ())
    if not items or len(items) != len(convention.segments) or not all(one.id for one in convention.segments):
        return None
    parts = []
    for number, (segment, item) in enumerate(zip(convention.segments, items, strict=True)):
        allowed = set(segment.values or ())
        entries = [one for one in values_of.get(item.get("values", ""), ()) if one.get("value") in allowed]
        parts.append(
            Part(
                number=number,
                title=segment.title,
                sort=_sort(segment),
                choices=_choices(entries),
                required=segment.required,
                placeholder=segment.placeholder,
                constant=segment.constant,
                most=segment.max_length or 0,
                hint=item.get("meaning", ""),
                example=item.get("example", ""),
            )
        )
    names = (str(one.get("object", "")) for one in data.get("applies_to", ()))
    parameter = next(filter(_PARAMETER.fullmatch, names), "")
    others = data.get("parameters", ()) if parameter else ()
    return Builder(
        parts,
        ["Usual", *(one.title for one in convention.variants)] if convention.variants else [],
        json.dumps(as_plain(convention), ensure_ascii=False, separators=(",", ":")),
        parameter,
        [_parameter(number, one, values_of) for number, one in enumerate(others) if one.get("name")],
    )


def _sort(segment: Segment) -> str:
    if (segment.type == "list" and segment.values is None) or (segment.type == "const" and not segment.constant):
        # Nobody knows what it may hold.
        return "text"
    return segment.type if segment.type in ("list", "date", "const") else "text"


def _lists_of(entity: Entity, catalog: Catalog) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return the entries of the value lists by the names that the document has for them."""
    names = [(key, one.get("values")) for key in ("segments", "parameters") for one in entity.data.get(key, ())]
    lists = {name: catalog.lookup(entity, f"{key}.values", name) for key, name in names if name}
    return {name: found.data.get("values", ()) for name, found in lists.items() if found}


def _parameter(number: int, item: Mapping[str, Any], values_of: Mapping[str, Sequence[Mapping[str, Any]]]) -> Part:
    entries = [
        one for one in values_of.get(item.get("values", ""), ()) if one.get("value") and one.get("status") != "retired"
    ]
    return Part(
        number=number,
        title=item["name"],
        sort="list" if entries else "text",
        choices=_choices(entries),
        required=item.get("required", True),
        placeholder="",
        constant="",
        most=0,
        hint=item.get("meaning", ""),
        example=item.get("example", ""),
    )


def _choices(entries: Sequence[Mapping[str, Any]]) -> list[Choice]:
    return [
        Choice(str(one["value"]), label if (label := str(one.get("label", ""))) != one["value"] else "")
        for one in entries
    ]
