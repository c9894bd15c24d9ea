"""Find the edits of one document: its differences, those within a group that reads as one put together, told and judged."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from mopsbook.diff.change import Edit, Place
from mopsbook.diff.new_names import NewNames, with_new_names
from mopsbook.diff.wording import Side, tell
from mopsbook.documents.document import Document, Pointer
from mopsbook.history.change import WITHIN
from mopsbook.history.compare import compare_closely
from mopsbook.history.followed import FOLLOWED, Followed
from mopsbook.history.new_ids import is_of_rename
from mopsbook.history.where import Difference
from mopsbook.kinds.judge import judge_value
from mopsbook.kinds.kind import Kind


def find_edits(old: Side, new: Side, names: NewNames) -> tuple[Edit, ...]:
    """Return what differs between two states of a document, in the order of its schema.

    That a reference follows what it means to its new name is no change.
    """
    assert old.document is not None and new.document is not None
    kind = new.document.kind
    before, after = (with_new_names(side.document, side.shelf, names) for side in (old, new) if side.document)
    told = [_as_written(one, old.document, new.document) for one in compare_closely(kind, before, after)]
    # Who still says the old name of what has a new one has changed nothing.
    changed = [one for one in _exchange(told) if one.change.what != "changed" or one.old != one.new]
    gathered = _gather(changed, kind, old.document, new.document)
    was, now = old.document.id, new.document.id
    edits = (_edit(one, old, new) for one in gathered if was == now or not is_of_rename(one.change, was, now))
    return tuple(_followed(edit, old.document, new, names) for edit in edits)


def _followed(edit: Edit, old: Document, new: Side, names: NewNames) -> Edit:
    """Return an edit; that a part has another id harms nobody where all that refers to it does so by the new one."""
    renamed = names.parts.get(old.key, {})
    at_id = new.document is not None and edit.field in {f"{field.dotted}.id" for field in new.document.kind.parts}
    if not at_id or renamed.get(edit.old) != edit.new or not Followed(new.shelf).holds(old.key, edit.old):
        return edit
    return replace(edit, level="informative", why=FOLLOWED)


def _as_written(one: Difference, old: Document, new: Document) -> Difference:
    before = old.get(one.old_at) if one.old_at else one.old
    return replace(one, old=before, new=new.get(one.new_at) if one.new_at else one.new)


def _exchange(found: Sequence[Difference]) -> list[Difference]:
    """Return the differences; of a list of names in which one took the place of one, a single difference."""
    by_path: dict[str, list[Difference]] = defaultdict(list)
    for one in found:
        if one.field and one.field.refs and isinstance(one.old or one.new, str):
            by_path[one.change.path].append(one)
    told: list[Difference] = []
    for one in found:
        pair = by_path.get(one.change.path, ())
        if sorted(other.change.what for other in pair) != ["added", "removed"] or one not in pair:
            told.append(one)
        elif one.change.what == "added":
            gone = next(other for other in pair if other.change.what == "removed")
            change = replace(one.change, what="changed", old=gone.change.old)
            told.append(replace(one, change=change, old=gone.old, old_at=gone.old_at))
    return told


def _gather(found: Sequence[Difference], kind: Kind, old: Document, new: Document) -> Iterator[Difference]:
    """Yield the differences; of several within a group that its schema reads on one line (`x-say`), one of the group."""
    told: set[str] = set()
    for one in found:
        path = one.field.path if one.field else ()
        group = kind.field(".".join(path[:-1])) if len(path) > 1 else None
        if group is None or f"{{{path[-1]}}}" not in group.say or not one.old_at or not one.new_at:
            yield one
            continue
        around = one.change.path.rpartition(".")[0]
        if around not in told:
            told.add(around)
            change = replace(one.change, path=around, label=one.change.label.rpartition(WITHIN)[0], what="changed")
            at, to = one.old_at[:-1], one.new_at[:-1]
            yield replace(one, change=change, field=group, old=old.get(at), new=new.get(to), old_at=at, new_at=to)


def _edit(one: Difference, old: Side, new: Side) -> Edit:
    assert old.document is not None and new.document is not None
    told = tell(one, old, new)
    status = old.document.data.get("status")
    level, why, spreads = judge_value(
        new.document.kind, one.field, one.change.what, old=one.old, new=one.new, status=status
    )
    standing = new.document if one.new is not None else old.document
    pointer = one.new_at if one.new is not None else one.old_at
    return Edit(
        field=one.field.dotted if one.field else one.change.path,
        path=one.change.path,
        what=one.change.what,
        old=told.old,
        new=told.new,
        words=told.words,
        sentence=told.sentence,
        level=level,
        why=why,
        # What is gone is nowhere now; the nearest place that is still there tells where it was.
        place=place_of(new.document, pointer if one.new is not None else one.new_at),
        part=part_at(standing, pointer),
        spreads=spreads,
    )


def place_of(document: Document, pointer: Pointer) -> Place:
    """Return where a value of a document is written, or the nearest around it that is."""
    for length in range(len(pointer), -1, -1):
        inner = pointer[:length]
        if length == 0 or document.get(inner) is not None:
            # What concerns a whole document is said at its id, which names it.
            at = document.in_file(inner) if inner else (*document.base, "id")
            place = document.source.places.value(at)
            return Place(document.path, place.line, place.column)
    return Place(document.path, 1, 1)


def part_at(document: Document, pointer: Pointer) -> str:
    """Return the id of the outermost part that a pointer stands in; "" if it is in none."""
    for depth, step in enumerate(pointer):
        field = document.kind.field(pointer[:depth]) if isinstance(step, int) else None
        item = document.get(pointer[: depth + 1]) if field and field.part else None
        if field and isinstance(item, Mapping):
            return str(item.get(field.part_key) or "")
    return ""
