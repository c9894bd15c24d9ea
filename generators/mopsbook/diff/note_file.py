"""The file of a change note: drafted from a diff, or one that came with the change and names now what it left out."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from mopsbook.catalog.catalog import Catalog
from mopsbook.diff.change import Line
from mopsbook.diff.note import NoteFacts
from mopsbook.diff.noted import NOTE, TOUCHES, Spot, find_spots, name_document, name_spot
from mopsbook.documents.document import Document
from mopsbook.editing.edits import Arrange, SetValue, make_edits
from mopsbook.editing.ids import make_id, make_unique
from mopsbook.editing.new_document import draft_document, prove_draft, put_value
from mopsbook.editing.new_place import find_first_line, find_place, refuse_id
from mopsbook.errors import SetupError
from mopsbook.kinds.field import Field
from mopsbook.layout import Layout

# Where a book keeps its notes by habit: `change-notes` would be the folder of their pages.
_HABIT = "changes"
# So many words of a title tell it from others.
_WORDS = 8
_REMARKS = {
    "told": "They depend on what changed. Take out whom nobody has told, and add who was.",
}


def name_touched(lines: Sequence[Line], before: Catalog, after: Catalog, note: Document | None = None) -> list[str]:
    """Return what a note has to name under `touches` to tell of these lines, as it is called there."""
    changes = {line.change.key: line.change for line in lines}
    holder = note or _any_document(before, after)
    field = after.kinds[NOTE].by_name[TOUCHES]
    names = (name_spot(spot, changes[spot.key], after.shelf, holder, field) for spot in find_spots(lines))
    return list(dict.fromkeys(names))


def gather_values(
    told: NoteFacts, touches: Sequence[str], before: Catalog, after: Catalog, *, title: str, why: str, ticket: str, today: date
) -> dict[str, Any]:  # fmt: skip
    """Return what a new note says, without its id; what nobody knows is left out."""
    kind, holder = after.kinds[NOTE], _any_document(before, after)

    def call(key: tuple[str, str] | None, field: Field | None) -> str:
        return name_document(Spot(key), after.shelf, holder, field) if key and field else ""

    values: dict[str, Any] = {
        "title": title or told.title,
        "owner": call(told.owner, kind.by_name.get("owner")),
        "what": told.what,
        "why": f"{why.strip()}\n" if why.strip() else "",
        "effective": today.isoformat(),
        "told": list(filter(None, (call(key, kind.by_name.get("told")) for key in told.told))),
        "ticket": ticket,
        TOUCHES: list(touches),
    }
    return {name: value for name, value in values.items() if value and name in kind.by_name}


def draft_note(
    layout: Layout, after: Catalog, values: Mapping[str, Any], words: str, into: str, settings: Sequence[tuple[str, str]], today: date
) -> tuple[str, str]:  # fmt: skip
    """Return path and text of a new note. `words` are what its id is made of, unless `into` names the file.

    `settings` are fields and what somebody typed for them. Raises SetupError for what its schema refuses.
    """
    kind, shelf = after.kinds[NOTE], after.shelf
    if into:
        id = PurePosixPath(into).stem
        refuse_id(shelf, kind, id)
        path = into
    else:
        taken = {each.id.casefold() for each in shelf.of_kind(NOTE)} | set(shelf.aliases)
        id = make_unique(make_id(" ".join(words.split()[:_WORDS]), "change"), taken)
        path = find_place(shelf, layout, kind, id, _HABIT)
    known = {"id": id, **values}
    for name, typed in settings:
        put_value(kind, known, name, typed)
    remarks = _REMARKS if "told" not in dict(settings) and "told" in known else {}
    text = draft_document(kind, known, today, find_first_line(shelf, kind, path), remarks)
    prove_draft(shelf, kind, path, text)
    return path, text


def extend_note(note: Document, touches: Sequence[str]) -> str:
    """Return the text of a note that names these as well under `touches`. Raises SetupError if that cannot be written."""
    now = note.data.get(TOUCHES) or []
    old = [(number, None) for number in range(len(now))]
    edit = (
        Arrange((TOUCHES,), (*old, *((None, name) for name in touches))) if now else SetValue((TOUCHES,), list(touches))
    )
    text, refused = make_edits(note.source.text, note.base, note.kind, [edit])
    if refused:
        raise SetupError(
            f"{note.path} cannot be added to: {refused[0].reason}",
            f"Write there yourself: `touches: [{', '.join(touches)}]`.",
        )
    return text


def _any_document(before: Catalog, after: Catalog) -> Document:
    # Names of whole documents and of parts with a # in them lead to the same from everywhere.
    return (*after.shelf.documents, *before.shelf.documents)[0]
