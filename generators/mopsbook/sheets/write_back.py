"""Put the edits into the texts of their files; what stands around them stays as it is, to the byte.

A document in a file of many is cut out with its lines, edited as a file of its own and put back: editing it in place would
read the whole file once for each edit, and take hours for a glossary of thousands.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import yaml

from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.set_fields import FieldChange, in_turn, set_field
from mopsbook.reading.lines import as_typed
from mopsbook.reading.nodes import compose
from mopsbook.reading.places import Pointer
from mopsbook.reading.read import read_yaml
from mopsbook.sheets.edits import Edited

Refused = list[tuple[Edited, FieldChange, str]]


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


def changes_of(edited: Edited) -> list[FieldChange]:
    """Return the edits of a document as changes, and with them what they answer."""
    own: Mapping[str, Any] = edited.state.own
    answered = [FieldChange(place, own[place[0]][place[1]], GONE) for place in edited.answered]
    return answered + [FieldChange(edit.column.path, edit.before, edit.after) for edit in edited.edits]


def _edit_in_turn(text: str, group: Sequence[Edited]) -> tuple[str, Refused]:
    refused: Refused = []
    for each in group:
        text, _, left = _edit_one(text, each.document.base, each, each.state.own, changes_of(each))
        refused += left
    return text, refused


def _edit_one(
    text: str, base: Pointer, edited: Edited, data: Any, changes: Sequence[FieldChange]
) -> tuple[str, Any, Refused]:  # fmt: skip
    """Return the text with the changes of one document in it, what the document says then, and what was refused."""
    refused: Refused = []
    open_still: dict[str, str] = {}
    for change in in_turn(changes):
        said_open = next((why for name, why in open_still.items() if _is_within(change.path, name)), "")
        left = said_open
        if not left:
            text, data, left = set_field(text, base, edited.document.kind, data, change)
        if left:
            refused.append((edited, change, left))
        if left and change.path in edited.answered:
            # What is still said to be unknown cannot be filled in.
            open_still[change.path[1]] = left
    return text, data, refused


def _is_within(path: tuple[str, ...], name: str) -> bool:
    return ".".join(path) == name or ".".join(path).startswith(f"{name}.")


def _edit_pieces(text: str, group: Sequence[Edited]) -> tuple[str, Refused] | None:
    """Return the same, each document edited alone; None if the file cannot be cut between its documents."""
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    many = str(group[0].document.base[0])
    starts = _find_starts(plain, many)
    if starts is None:
        return None
    retry: list[tuple[Edited, list[FieldChange]]] = []
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
