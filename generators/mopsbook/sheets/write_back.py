"""Put the edits into the texts of their files; what stands around them stays as it is, to the byte.

A document in a file of many is cut out with its lines, edited as a file of its own and put back: editing it in place would
read the whole file once for each edit, and take hours for a glossary of thousands.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import yaml

from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.edits import Arrange, Edit, SetValue, make_edits
from mopsbook.editing.set_fields import Change, with_change
from mopsbook.reading.lines import as_typed
from mopsbook.reading.nodes import compose
from mopsbook.reading.places import Pointer
from mopsbook.reading.read import read_yaml
from mopsbook.sheets.edits import Edited

Refused = list[tuple[Edited, Change, str]]


def write_back(edited: Sequence[Edited]) -> tuple[dict[str, str], Refused]:
    """Return the new text of each file, and the changes that could not be made, each with the reason."""
    by_file: dict[str, list[Edited]] = {}
    for each in edited:
        by_file.setdefault(each.document.path, []).append(each)
    files: dict[str, str] = {}
    refused: Refused = []
    for path, group in by_file.items():
        text = group[0].document.source.text
        many = _edit_pieces(text, group) if len(group) > 1 else None
        after, left = many if many is not None else _edit_in_turn(text, group)
        refused += left
        if after != text:
            files[path] = after
    return files, refused


def changes_of(edited: Edited) -> list[Change]:
    """Return the edits of a document as changes, and with them what they answer."""
    own: Mapping[str, Any] = edited.state.own
    answered = [Change(place, own[place[0]][place[1]], GONE) for place in edited.answered]
    return answered + [Change(edit.column.path, edit.before, edit.after) for edit in edited.edits]


def _edit_in_turn(text: str, group: Sequence[Edited]) -> tuple[str, Refused]:
    refused: Refused = []
    for each in group:
        text, _, left = _edit_one(text, each.document.base, each, each.state.own, changes_of(each))
        refused += left
    return text, refused


def _edit_one(
    text: str, base: Pointer, edited: Edited, data: Any, changes: Sequence[Change]
) -> tuple[str, Any, Refused]:  # fmt: skip
    """Return the text with the changes of one document in it, what the document says then, and what was refused."""
    refused: Refused = []
    open_still: dict[str, str] = {}
    # What goes makes room first, what comes finds its place after.
    for change in sorted(changes, key=lambda each: each.after is not GONE):
        said_open = next((why for name, why in open_still.items() if _is_within(change.path, name)), "")
        text, left = (text, said_open) if said_open else _try(text, base, edited, _as_edit(change, data))
        if left:
            refused.append((edited, change, left))
        else:
            data = with_change(data, change)
        if left and change.path in edited.answered:
            # What is still said to be unknown cannot be filled in.
            open_still[change.path[1]] = left
    return text, data, refused


def _try(text: str, base: Pointer, edited: Edited, edit: Edit) -> tuple[str, str]:
    """Return the text after an edit, and why it could not be made ("" if it could)."""
    text, refused = make_edits(text, base, edited.document.kind, [edit])
    return text, refused[0].reason if refused else ""


def _is_within(path: tuple[str, ...], name: str) -> bool:
    return ".".join(path) == name or ".".join(path).startswith(f"{name}.")


def _as_edit(change: Change, data: Mapping[str, Any]) -> Edit:
    """Return a change as an edit of what is there: a group that is to be empty goes, one that is missing comes as a whole."""
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


def _edit_pieces(text: str, group: Sequence[Edited]) -> tuple[str, Refused] | None:
    """Return the same, each document edited alone; None if the file cannot be cut between its documents."""
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    many = str(group[0].document.base[0])
    starts = _find_starts(plain, many)
    if starts is None:
        return None
    retry: list[tuple[Edited, list[Change]]] = []
    wanted: dict[int, Any] = {}
    pieces = [plain[one:two] for one, two in pairwise([*starts, len(plain)])]
    for each in group:
        index = int(each.document.base[1])
        head = f"{many}:\n"
        changes = changes_of(each)
        piece, wanted[index], left = _edit_one(head + pieces[index], (many, 0), each, each.state.own, changes)
        retry += [(each, [change for _, change, _ in left])] if left else []
        pieces[index] = piece.removeprefix(head)
    after = plain[: starts[0]] + "".join(pieces)
    if not _holds(plain, after, many, wanted):
        return None
    refused: Refused = []
    for each, changes in retry:
        # An anchor in one document that another one uses is known to the whole file alone.
        data = wanted[int(each.document.base[1])]
        after, _, left = _edit_one(after, each.document.base, each, data, changes)
        refused += left
    return after.replace("\n", ends), refused


def _find_starts(text: str, many: str) -> list[int] | None:
    """Return where the first line of each document begins; None if two share one, or something follows them."""
    root, _ = compose(text)
    if not isinstance(root, yaml.MappingNode) or not root.value:
        return None
    key, items = root.value[-1]
    if as_typed(key.value) != many or not isinstance(items, yaml.SequenceNode) or items.flow_style:
        return None
    found: list[int] = []
    for item in items.value:
        start = text.rfind("\n", 0, item.start_mark.index) + 1
        # `- id: x`: the hyphen and nothing else stands in front.
        if text[start : item.start_mark.index].strip() != "-":
            return None
        found.append(start)
    return found


def _holds(before: str, after: str, many: str, wanted: Mapping[int, Any]) -> bool:
    """Return whether the file says what is wanted, and of everything else what it said."""
    reading = read_yaml(after.encode())
    old: Any = read_yaml(before.encode()).value
    if reading.problems or not isinstance(reading.value, dict) or not isinstance(old, dict):
        return False
    items = [wanted.get(index, item) for index, item in enumerate(old[many])]
    return reading.value == {**old, many: items}
