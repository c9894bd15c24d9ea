"""What one commit did, worked out from the versions of files before and after it: a Deed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.history.act import Act, Written, read_act, write_act
from mopsbook.history.change import FieldChange
from mopsbook.history.compare import compare
from mopsbook.history.logged import Entry
from mopsbook.history.new_ids import NO_NEW_IDS, NewIds, find_new_ids, is_new_id, is_of_rename
from mopsbook.history.renames import find_renames
from mopsbook.history.states import Key, State, States
from mopsbook.kinds.judge import judge_document
from mopsbook.kinds.kind import Kind

Holding = tuple[str, str, str]


class Deed(Struct, frozen=True):
    """The acts of a commit; which entities came into which files and left which (kind, id, path); unreadable versions.

    It follows from the versions of the files alone, so that it can be kept for ever under their ids.
    """

    acts: tuple[Written, ...] = ()
    came: tuple[Holding, ...] = ()
    left: tuple[Holding, ...] = ()
    broken: tuple[str, ...] = ()


def work_out(entries: Sequence[Entry], states: States) -> Deed:
    """Return what was done. A file that cannot be read afterwards is taken to say what it said before."""
    broken: list[str] = []
    before: dict[str, tuple[State, ...]] = {}
    after: dict[str, tuple[State, ...]] = {}
    for entry in entries:
        before[entry.old_path] = states.read(entry.old_blob, entry.old_path) or ()
        found = states.read(entry.blob, entry.path)
        if found is None:
            broken.append(entry.blob)
        # The same object on both sides: nothing about it will be told.
        after[entry.path] = before[entry.old_path] if found is None else found
    moved = {entry.old_path: entry.path for entry in entries if entry.renamed}
    acts = tell(by_key(before), by_key(after), moved)
    old = {(*state.key, path) for path, found in before.items() for state in found}
    new = {(*state.key, path) for path, found in after.items() for state in found}
    return Deed(tuple(map(write_act, acts)), tuple(sorted(new - old)), tuple(sorted(old - new)), tuple(broken))


class FileDeed(NamedTuple):
    """What a commit did to one file, as if it had touched no other, and which entities stand in it before or afterwards.

    It is `known_otherwise` where something in it that others can refer to has another id afterwards.
    """

    keys: frozenset[Key]
    deed: Deed
    known_otherwise: bool


def work_out_part(entry: Entry, states: States) -> FileDeed:
    """Return what was done to one file."""
    before, after = states.read(entry.old_blob, entry.old_path) or (), states.read(entry.blob, entry.path)
    if after and len(before) == len(after) == 1 and before[0].key == after[0].key and not entry.renamed:
        # By far the most: the same entity stands in the same file, and nothing else does.
        acts = _tell_edit(before[0], after[0])
        return FileDeed(
            frozenset([after[0].key]),
            Deed(tuple(map(write_act, acts))),
            _gives_new_ids(acts, {after[0].kind.name: after[0].kind}),
        )
    states_of_it = (*before, *(after or ()))
    deed, kinds = work_out([entry], states), {state.kind.name: state.kind for state in states_of_it}
    return FileDeed(
        frozenset(state.key for state in states_of_it),
        deed,
        _gives_new_ids((read_act(act.line) for act in deed.acts), kinds),
    )


def _gives_new_ids(acts: Iterable[Act], kinds: Mapping[str, Kind]) -> bool:
    return any(is_new_id(field, kinds[act.kind]) for act in acts for field in act.fields)


def put_together(parts: Sequence[FileDeed]) -> Deed | None:
    """Return the deed of which these are the parts; None where one file may have to do with another.

    That is so where an entity stands in two of them, where something went as something came, as it may have been renamed, and where
    something in one has another id, which the others may follow.
    """
    if len(parts) == 1:
        return parts[0].deed
    deeds = [part.deed for part in parts]
    came, left = [one for deed in deeds for one in deed.came], [one for deed in deeds for one in deed.left]
    keys = frozenset[Key]().union(*(part.keys for part in parts))
    if (
        (came and left)
        or any(part.known_otherwise for part in parts)
        or len(keys) < sum(len(part.keys) for part in parts)
    ):
        return None
    acts = sorted((act for deed in deeds for act in deed.acts), key=lambda act: (act.kind, act.id, act.what))
    broken = tuple(blob for deed in deeds for blob in deed.broken)
    return Deed(tuple(acts), tuple(sorted(came)), tuple(sorted(left)), broken)


def by_key(files: Mapping[str, tuple[State, ...]]) -> dict[Key, State]:
    """Return what stands in some files; of what stands there twice, the first."""
    found: dict[Key, State] = {}
    for path in sorted(files):
        for state in files[path]:
            found.setdefault(state.key, state)
    return found


def tell(before: Mapping[Key, State], after: Mapping[Key, State], moved: Mapping[str, str]) -> tuple[Act, ...]:
    """Return what leads from one state of some entities to another. `moved` are files that git saw renamed: new path by old path."""
    gone = [state for key, state in before.items() if key not in after]
    came = [state for key, state in after.items() if key not in before]
    renamed = {new.key: old for old, new in find_renames(gone, came, moved)}
    new_ids = _find_new_ids((old, new) for key, new in after.items() if (old := before.get(key) or renamed.get(key)))
    acts: list[Act] = []
    for key, new in after.items():
        old = before.get(key) or renamed.get(key)
        if old is None:
            acts.append(_told("added", new, None))
        elif key in renamed:
            acts.append(_tell_rename(old, new, new_ids))
        else:
            acts += _tell_edit(old, new, new_ids)
    old_keys = {old.key for old in renamed.values()}
    acts += [_told("removed", old, old) for old in gone if old.key not in old_keys]
    return tuple(sorted(acts, key=lambda act: (act.kind, act.id, act.what)))


def _tell_edit(old: State, new: State, new_ids: NewIds = NO_NEW_IDS) -> tuple[Act, ...]:
    """Return what was done to an entity that is still what it was, if anything was."""
    fields = compare(new.kind, old.data, new.data, new_ids) if old is not new else ()
    return (Act(*new.key, new.title, "changed", new.path, fields),) if fields else ()


def _find_new_ids(pairs: Iterable[tuple[State, State]]) -> NewIds:
    """Return what bears another id in the second of each pair than in the first."""
    documents: dict[Key, str] = {}
    parts: dict[Key, Mapping[str, str]] = {}
    for old, new in pairs:
        if old.id != new.id:
            documents[old.key] = new.id
        if old is not new and (found := find_new_ids(new.kind, old.data, new.data)):
            parts[old.key] = found
    return NewIds.of(documents, parts)


def _tell_rename(old: State, new: State, new_ids: NewIds) -> Act:
    """Return that an entity has another id; what this is has been, or was, one of its other names says nothing besides."""
    fields = tuple(
        replace(one, follows=True, level="informative", why="") if is_of_rename(one, old.id, new.id) else one
        for one in compare(new.kind, old.data, new.data, new_ids)
    )
    return _told("renamed", new, old, fields, old.id)


def _told(what: str, state: State, old: State | None, fields: tuple[FieldChange, ...] = (), old_id: str = "") -> Act:
    """Return what happened to a whole document, with its class."""
    level, why, _ = judge_document(state.kind, what, old.data.get("status") if old else None)
    return Act(*state.key, state.title, what, state.path, fields, old_id, level, why)
