"""Set fields of one document in the text of its file, each change proved by reading the result again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mopsbook.documents.document import Document
from mopsbook.editing.edit_yaml import GONE, CannotEdit, edit
from mopsbook.reading.read import read_yaml


@dataclass(frozen=True, slots=True)
class Change:
    """A field that is to say something else, by its path in names. `after` is GONE if it is to say nothing any more."""

    path: tuple[str, ...]
    before: Any
    after: Any


def apply_changes(
    document: Document, text: str, now: Mapping[str, Any], changes: list[Change]
) -> tuple[str, list[Change]]:
    """Return the text with the changes in it, and those that could not be made. Each is proved by reading it again."""
    refused: list[Change] = []
    ends = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    data = now
    # What goes makes room first, what comes finds its place after.
    for change in sorted(changes, key=lambda each: each.after is not GONE):
        wanted = with_change(data, change)
        try:
            edited = edit(text, document.base, change.path, change.after, fields=document.kind.fields, data=data)
        except CannotEdit:
            refused.append(change)
            continue
        reading = read_yaml(edited.encode())
        found: Any = reading.value
        try:
            for step in document.base:
                found = found[step]
        except (KeyError, IndexError, TypeError):
            found = None
        if edited == text or reading.problems or found != wanted or not _same_elsewhere(text, edited, document):
            refused.append(change)
            continue
        text, data = edited, wanted
    return text.replace("\n", ends), refused


def with_change(data: Mapping[str, Any], change: Change) -> dict[str, Any]:
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
        changed[head] if isinstance(changed.get(head), Mapping) else {}, Change(rest, change.before, change.after)
    )
    if inner:
        changed[head] = inner
    else:
        changed.pop(head, None)
    return changed


def _same_elsewhere(before: str, after: str, document: Document) -> bool:
    """Return whether the other documents of a file of many say what they said."""
    if not document.base:
        return True
    many, index = document.base[0], document.base[1]
    old, new = read_yaml(before.encode()).value, read_yaml(after.encode()).value
    if not isinstance(old, dict) or not isinstance(new, dict) or len(old[many]) != len(new[many]):
        return False
    return all(old[many][i] == new[many][i] for i in range(len(old[many])) if i != index) and all(
        old[key] == new.get(key) for key in old if key != many
    )
