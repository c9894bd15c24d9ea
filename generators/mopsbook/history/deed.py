"""What one commit did, worked out from the versions of files before and after it: a Deed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.history.act import Act, Written, write_act
from mopsbook.history.change import FieldChange
from mopsbook.history.compare import compare
from mopsbook.history.logged import Entry
from mopsbook.history.renames import find_renames
from mopsbook.history.states import Key, State, States
from mopsbook.kinds.judge import judge_document

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
    """What a commit did to one file, as if it had touched no other, and which entities stand in it before or afterwards."""

    keys: frozenset[Key]
    deed: Deed


def work_out_part(entry: Entry, states: States) -> FileDeed:
    """Return what was done to one file."""
    before, after = states.read(entry.old_blob, entry.old_path) or (), states.read(entry.blob, entry.path)
    if after and len(before) == len(after) == 1 and before[0].key == after[0].key and not entry.renamed:
        # By far the most: the same entity stands in the same file, and nothing else does.
        return FileDeed(frozenset([after[0].key]), Deed(tuple(map(write_act, _tell_edit(before[0], after[0], {})))))
    keys = frozenset(state.key for state in (*before, *(after or ())))
    return FileDeed(keys, work_out([entry], states))


def put_together(parts: Sequence[FileDeed]) -> Deed | None:
    """Return the deed of which these are the parts; None where one file may have to do with another.

    That is so where an entity stands in two of them, and where something went as something came: it may have been renamed.
    """
    if len(parts) == 1:
        return parts[0].deed
    deeds = [part.deed for part in parts]
    came, left = [one for deed in deeds for one in deed.came], [one for deed in deeds for one in deed.left]
    keys = frozenset[Key]().union(*(part.keys for part in parts))
    if (came and left) or len(keys) < sum(len(part.keys) for part in parts):
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
    names = {(old.kind.name, old.id): new_id for (_, new_id), old in renamed.items()}
    acts: list[Act] = []
    for key, new in after.items():
        old = before.get(key) or renamed.get(key)
        if old is None:
            acts.append(_told("added", new, None))
        elif key in renamed:
            acts.append(_told("renamed", new, old, _weigh(compare(new.kind, old.data, new.data), names), old.id))
        else:
            acts += _tell_edit(old, new, names)
    old_keys = {old.key for old in renamed.values()}
    acts += [_told("removed", old, old) for old in gone if old.key not in old_keys]
    return tuple(sorted(acts, key=lambda act: (act.kind, act.id, act.what)))


def _tell_edit(old: State, new: State, names: Mapping[Key, str]) -> tuple[Act, ...]:
    """Return what was done to an entity that is still what it was, if anything was."""
    fields = _weigh(compare(new.kind, old.data, new.data), names) if old is not new else ()
    return (Act(*new.key, new.title, "changed", new.path, fields),) if fields else ()


def _weigh(fields: tuple[FieldChange, ...], names: Mapping[Key, str]) -> tuple[FieldChange, ...]:
    """Return the changes, of which those concern nobody that only follow a new id: `names` are the ids of now by the keys of before."""
    if not names:
        return fields
    followed = {(one.path, old, new) for one in fields for old, new in _follows(one, names)}
    gone = {(one.path, one.old) for one in fields if one.what == "removed"}
    came = {(one.path, one.new) for one in fields if one.what == "added"}

    def is_followed(one: FieldChange) -> bool:
        if one.what == "changed":
            return (one.path, one.old, one.new) in followed
        # In a list the old name goes and the new one comes.
        return any(
            path == one.path and (path, old) in gone and (path, new) in came and (one.old or one.new) in (old, new)
            for path, old, new in followed
        )

    return tuple(replace(one, level="informative", why="") if is_followed(one) else one for one in fields)


def _follows(one: FieldChange, names: Mapping[Key, str]) -> Iterator[tuple[str, str]]:
    """Yield what a reference would be after a renaming: the old text and the new one."""
    kinds = {ref.partition(".")[0] for ref in one.refs.split()}
    if one.old and kinds:
        head, slash, name = one.old.rpartition("/")
        id, hash_, part = name.partition("#")
        for (kind, old_id), new_id in names.items():
            if id == old_id and (kind in kinds or "any" in kinds):
                yield one.old, f"{head}{slash}{new_id}{hash_}{part}"


def _told(what: str, state: State, old: State | None, fields: tuple[FieldChange, ...] = (), old_id: str = "") -> Act:
    """Return what happened to a whole document, with its class."""
    level, why, _ = judge_document(state.kind, what, old.data.get("status") if old else None)
    return Act(*state.key, state.title, what, state.path, fields, old_id, level, why)
