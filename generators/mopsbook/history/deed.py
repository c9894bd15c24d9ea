"""What one commit did, worked out from the versions of files before and after it: a Deed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mopsbook.history.change import FieldChange
from mopsbook.history.compare import compare
from mopsbook.history.logged import Entry
from mopsbook.history.renames import find_renames
from mopsbook.history.states import Key, State, States
from mopsbook.kinds.judge import judge_document

Holding = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Act:
    """A change that does not know its commit yet. `path` is relative to the knowledge folder."""

    kind: str
    id: str
    title: str
    what: str
    path: str
    fields: tuple[FieldChange, ...] = ()
    old_id: str = ""
    level: str = "informative"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """The acts of a commit; which entities came into which files and left which (kind, id, path); unreadable versions.

    It follows from the versions of the files alone, so that it can be kept for ever under their ids.
    """

    acts: tuple[Act, ...] = ()
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
    return Deed(acts, tuple(sorted(new - old)), tuple(sorted(old - new)), tuple(broken))


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
    acts: list[Act] = []
    for key, new in after.items():
        old = before.get(key) or renamed.get(key)
        if old is None:
            acts.append(_told("added", new, None))
        elif key in renamed:
            acts.append(_told("renamed", new, old, compare(new.kind, old.data, new.data), old.id))
        elif old is not new:
            fields = compare(new.kind, old.data, new.data)
            if fields:
                acts.append(Act(*key, new.title, "changed", new.path, fields))
    old_keys = {old.key for old in renamed.values()}
    acts += [_told("removed", old, old) for old in gone if old.key not in old_keys]
    return tuple(sorted(acts, key=lambda act: (act.kind, act.id, act.what)))


def _told(what: str, state: State, old: State | None, fields: tuple[FieldChange, ...] = (), old_id: str = "") -> Act:
    """Return what happened to a whole document, with its class."""
    level, why, _ = judge_document(state.kind, what, old.data.get("status") if old else None)
    return Act(*state.key, state.title, what, state.path, fields, old_id, level, why)
