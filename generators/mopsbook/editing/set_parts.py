"""Set what parts of a document say, each known by its name: a field of an object, a value of a list, a rule of a model."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from mopsbook.documents.document import Document
from mopsbook.editing.edit_yaml import GONE, CannotEdit
from mopsbook.editing.edits import Arrange, make_edits
from mopsbook.editing.in_pieces import Pieces
from mopsbook.editing.set_fields import FieldChange, as_edit, in_turn, with_change


def set_parts(
    document: Document, text: str, items: Sequence[dict[str, Any]], changes: Sequence[FieldChange]
) -> tuple[str, list[FieldChange]]:
    """Return the text of a document's file with the changes of one list in it, and those that could not be made.

    Their paths are the list, the name of the part, and what is meant within it; a path that ends with the name is the part as
    a whole. `items` are what stands in the list. Parts that come stand behind the others.
    """
    name = changes[0].path[0]
    key = document.kind.by_name[name].part_key
    inner = in_turn([change for change in changes if len(change.path) > 2])
    pieces = Pieces.of(text, document.base, document.kind, name) if len(inner) > 1 else None
    try:
        text, refused = _set_within(document, text, key, items, inner, pieces)
    except CannotEdit:
        # What one item says hangs on another, as with anchors: then each change is proved with all the rest.
        text, refused = _set_within(document, text, key, items, inner, None)
    whole = [change for change in changes if len(change.path) == 2]
    if whole:
        gone = {change.path[1] for change in whole if change.after is GONE}
        kept = [(number, None) for number, item in enumerate(items) if item[key] not in gone]
        new = [(None, change.after) for change in whole if change.after is not GONE]
        arranged = Arrange((whole[0].path[0],), (*kept, *new))
        text, left_out = make_edits(text, document.base, document.kind, [arranged])
        refused += whole if left_out else []
    return text, refused


def _set_within(
    document: Document, text: str, key: str, items: Sequence[dict[str, Any]], changes: Sequence[FieldChange], pieces: Pieces | None
) -> tuple[str, list[FieldChange]]:  # fmt: skip
    """Make changes within items, in pieces if there are any. Raises CannotEdit if the pieces do not fit together again."""
    refused: list[FieldChange] = []
    now = list(items)
    numbers = {item[key]: number for number, item in enumerate(items)}
    for change in changes:
        name, part, *inner = change.path
        number = numbers[part]
        within = FieldChange(tuple(inner), change.before, change.after)
        edit = as_edit(within, now[number])
        if pieces:
            is_made = pieces.make(number, edit)
        else:
            placed = replace(edit, pointer=(name, number, *edit.pointer))
            text, left_out = make_edits(text, document.base, document.kind, [placed])
            is_made = not left_out
        if is_made:
            now[number] = with_change(now[number], within)
        else:
            refused.append(change)
    return pieces.join() if pieces else text, refused
