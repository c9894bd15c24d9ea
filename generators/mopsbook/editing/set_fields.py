"""Set fields of one document by their paths in names, as sheets and lists know them; each becomes an edit, proved as in edits.py."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mopsbook.documents.document import Document
from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.edits import Arrange, SetValue, make_edits
from mopsbook.kinds.kind import Kind
from mopsbook.reading.places import Pointer


class FieldChange(Struct, frozen=True):
    """A field that is to say something else, by its path in names. `after` is GONE if it is to say nothing any more."""

    path: tuple[str, ...]
    before: Any
    after: Any


def set_fields(
    document: Document, text: str, data: Mapping[str, Any], changes: Sequence[FieldChange]
) -> tuple[str, list[FieldChange]]:
    """Return the text of a document's file with the changes in it, and those that could not be made; `data` is what it says before."""
    refused: list[FieldChange] = []
    for change in in_turn(changes):
        text, data, why = set_field(text, document.base, document.kind, data, change)
        refused += [change] if why else []
    return text, refused


def in_turn(changes: Sequence[FieldChange]) -> list[FieldChange]:
    """Return changes of one document in the order in which they can be made: what goes makes room first, what comes finds its place after."""
    return sorted(changes, key=lambda each: each.after is not GONE)


def set_field(
    text: str, base: Pointer, kind: Kind, data: Mapping[str, Any], change: FieldChange
) -> tuple[str, Mapping[str, Any], str]:
    """Return the text after a change, what the document says then, and why the change could not be made ("" if it could).

    `base` is where the document begins in its file, `data` what it says before.
    """
    text, refused = make_edits(text, base, kind, [as_edit(change, data)])
    return (text, data, refused[0].reason) if refused else (text, with_change(data, change), "")


def with_change(data: Mapping[str, Any], change: FieldChange) -> dict[str, Any]:
    """Return the data after a change."""
    head, rest = change.path[0], change.path[1:]
    changed = dict(data)
    if not rest:
        if change.after is GONE:
            changed.pop(head, None)
        else:
            changed[head] = change.after
        return changed
    inner = with_change(
        changed[head] if isinstance(changed.get(head), Mapping) else {}, FieldChange(rest, change.before, change.after)
    )
    if inner:
        changed[head] = inner
    else:
        changed.pop(head, None)
    return changed


def as_edit(change: FieldChange, data: Mapping[str, Any]) -> SetValue | Arrange:
    """Return a change as an edit of what is there, `data`: a group that is to be empty goes, one that is missing comes as a whole."""
    path, value, now = change.path, change.after, data
    for depth, name in enumerate(path[:-1], 1):
        inner = now.get(name)
        if not isinstance(inner, Mapping):
            for step in reversed(path[depth:]):
                value = {step: value}
            return SetValue(path[:depth], value)
        if value is GONE and all(len(part) == 1 for part in _groups(now, path[depth - 1 : -1])):
            return SetValue(path[:depth], GONE)
        now = inner
    old = now.get(path[-1])
    if isinstance(old, list) and isinstance(value, list) and value and not any(isinstance(each, dict) for each in old):
        return Arrange(path, tuple(_follow_items(old, value)))
    return SetValue(path, value)


def _groups(data: Any, path: Sequence[str]) -> list[Mapping[str, Any]]:
    """Return the groups along a path."""
    found = []
    for step in path:
        data = data.get(step) if isinstance(data, Mapping) else None
        found.append(data if isinstance(data, Mapping) else {})
    return found


def _follow_items(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int | None, Any]]:
    """Yield each item as one that was there, by its number, or as a new one: what is written beside an item stays with it."""
    free = list(range(len(old)))
    for item in new:
        number = next((each for each in free if old[each] == item and type(old[each]) is type(item)), None)
        if number is None:
            yield None, item
        else:
            free.remove(number)
            yield number, None
