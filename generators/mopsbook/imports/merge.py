"""Three-way, field by field: what the last run wrote, what stands there now, what the source says now."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.set_fields import FieldChange
from mopsbook.imports.ledger import Entry, digest, digest_fields, flatten


class Kept(Struct, frozen=True):
    """A field that a person edited. `source` is what the source says, `news` whether it says so for the first time."""

    path: str
    source: Any
    news: bool


def compare(draft: Mapping[str, Any], now: Mapping[str, Any], entry: Entry) -> tuple[list[FieldChange], list[Kept]]:
    """Return what to change in a document, and what to leave because a person edited it."""
    base, theirs, ours = entry.fields, flatten(draft), flatten(now)
    changes: list[FieldChange] = []
    kept: list[Kept] = []
    for path in dict.fromkeys([*theirs, *base]):
        if path == "kind":
            continue
        source = digest(theirs[path]) if path in theirs else None
        written = digest(ours[path]) if path in ours else None
        before = base.get(path)
        if source == written:
            continue
        if written == before:
            changes.append(FieldChange(tuple(path.split("/")), ours.get(path), theirs.get(path, GONE)))
        else:
            kept.append(Kept(path.replace("/", "."), theirs.get(path), source != before))
    return changes, kept


def fields_after(entry: Entry, draft: Mapping[str, Any], refused: list[FieldChange]) -> dict[str, str]:
    """Return what the ledger says of the fields from now on. What could not be written is still to come."""
    fields = digest_fields(draft)
    for change in refused:
        path = "/".join(change.path)
        fields.pop(path, None)
        if path in entry.fields:
            fields[path] = entry.fields[path]
    return fields
