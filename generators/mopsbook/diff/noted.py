"""Change notes that came with a change, and what they name; what they do not name is still to be told."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Key
from mopsbook.diff.change import Change, Diff, Line
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Reference, Shelf, Target
from mopsbook.kinds.field import Field

NOTE = "change-note"
TOUCHES = "touches"

# That somebody has read a document with care is no change of what it says.
_READ = ("last_reviewed", "reviewed_by")
# Where more parts of one document changed, the document is named.
_MOST_PARTS = 5


class Spot(NamedTuple):
    """What a note may name: a document, or with `part` one step, stage or field of it."""

    key: Key
    part: str = ""


def find_telling(diff: Diff) -> list[Line]:
    """Return what a note has to tell, the worst first: no notes, no mere reviews, and no file that only lies elsewhere."""
    return [line for line in diff.lines if line.change.kind != NOTE and not _is_quiet(line)]


def _is_quiet(line: Line) -> bool:
    if line.edit:
        return line.edit.field in _READ
    return line.change.what == "moved" and line.level == "informative"


def find_spots(lines: Sequence[Line]) -> list[Spot]:
    """Return what these lines are about: the parts of a document where only they changed, each once, in the order of the lines."""
    spots: list[Spot] = []
    for change in dict.fromkeys(line.change for line in lines):
        own = [line.edit.part if line.edit else "" for line in lines if line.change is change]
        parts = list(dict.fromkeys(own))
        whole = "" in parts or len(parts) > _MOST_PARTS
        spots += [Spot(change.key, part) for part in ([""] if whole else parts)]
    return spots


def find_notes(diff: Diff) -> list[Change]:
    """Return the notes that came, or were edited, with the change."""
    return [change for change in diff.changes if change.kind == NOTE and change.what != "removed"]


def read_targets(note: Document, *shelves: Shelf) -> Iterator[Target]:
    """Yield what a note names under `touches`, as things are called now, or were called before."""
    field = note.kind.by_name.get(TOUCHES)
    for name in (note.data.get(TOUCHES) or ()) if field else ():
        for shelf in shelves:
            target = shelf.resolve(Reference(note, (TOUCHES,), field, name)) if field else None
            if target:
                yield target


def find_untold(lines: Sequence[Line], notes: Sequence[Document], before: Catalog, after: Catalog) -> list[Line]:
    """Return the lines that no note names: neither the part of which they tell nor the document around it."""
    named = {_spot(target) for note in notes for target in read_targets(note, after.shelf, before.shelf)}
    return [line for line in lines if named.isdisjoint(_spots(line))]


def _spot(target: Target) -> Spot:
    part = target.document.get(target.part) if target.part else None
    return Spot(target.document.key, str(part.get("id") or part.get("value") or "") if isinstance(part, dict) else "")


def _spots(line: Line) -> Iterator[Spot]:
    change = line.change
    for key in (change.key, (change.kind, change.old_id or change.id)):
        yield Spot(key)
        if line.edit and line.edit.part:
            yield Spot(key, line.edit.part)


def name_spot(spot: Spot, change: Change, shelf: Shelf, holder: Document, field: Field) -> str:
    """Return how a field of a document names a spot: by its id if that is enough, with its kind if not.

    A part that is gone is named by its document; a document that is gone by the name it had; the book itself by its file.
    """
    kind = shelf.kinds.get(spot.key[0])
    if kind is not None and kind.hidden:
        return PurePosixPath(change.place.path).name
    return name_document(spot, shelf, holder, field) or (
        name_document(Spot(spot.key), shelf, holder, field) or _name_gone(spot.key, shelf, holder, field)
    )


def name_document(spot: Spot, shelf: Shelf, holder: Document, field: Field) -> str:
    """Return how a field names what is there; "" if no name leads to it."""
    kind, id = spot.key
    for name in (id, f"{kind}/{id}"):
        full = f"{name}#{spot.part}" if spot.part else name
        target = shelf.resolve(Reference(holder, (field.name,), field, full))
        if target and target.document.key == spot.key and bool(target.part) == bool(spot.part):
            return full
    return ""


def _name_gone(key: Key, shelf: Shelf, holder: Document, field: Field) -> str:
    other = shelf.resolve(Reference(holder, (field.name,), field, key[1]))
    return "/".join(key) if other else key[1]
