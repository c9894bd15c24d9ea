"""Fill in what follows from other fields (`x-computed`), so that nobody need write one fact twice."""

from collections.abc import Mapping
from typing import Any

from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind


def compute(data: dict[str, Any], kind: Kind) -> dict[str, Any]:
    """Return the data with the computed fields that nobody wrote. What is written stays, for a rule to compare."""
    for field in kind.computed:
        value = follow(field, kind, data)
        if value is not None and field.name not in data:
            data = {**data, field.name: value}
    return data


def follow(field: Field, kind: Kind, data: Mapping[str, Any]) -> int | str | None:
    """Return the value of a computed field that follows from the rest of a document; None if a number is missing."""
    group = data.get(field.computed["sum"])
    names = [child.name for child in kind.by_name[field.computed["sum"]].children]
    if not isinstance(group, Mapping) or not all(isinstance(group.get(name), int) for name in names):
        return None
    total = sum(group[name] for name in names)
    return next((step["is"] for step in field.computed["steps"] if total >= step["from"]), None)
