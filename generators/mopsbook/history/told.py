"""The book as the log tells it: what was done on branches side by side, told one after the other as if it were one line.

A commit knows its parents only. Where others have changed the same file meanwhile, what it did is done to the book as told so
far; a merge sets right what came out otherwise. So the log, read from its begin to its end, always leads to the book of today.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from mopsbook.history.act import Act, Written, write_act
from mopsbook.history.blend import blend
from mopsbook.history.deed import Deed, by_key, tell
from mopsbook.history.logged import Entry
from mopsbook.history.renames import find_renames
from mopsbook.history.states import Key, State, States


class ToldBook:
    """What the log has told so far of each file and each entity."""

    def __init__(self, states: States) -> None:
        self._states = states
        # The version of each file; "" if it is gone. Files that were there before the history begins come as they are met.
        self._versions: dict[str, str] = {}
        self._unopened: set[str] = set()
        # The files that an entity stands in. More than one is a mistake, or a move in two steps.
        self._holders: dict[Key, set[str]] = defaultdict(set)
        self._held: dict[str, set[Key]] = defaultdict(set)
        # What is told otherwise than the version of its file says it; None is what is told to be gone.
        self._apart: dict[Key, tuple[str, State | None]] = {}
        # What an entity is called now that was renamed: another branch may not have heard of it.
        self._names: dict[Key, Key] = {}

    def keep(self) -> list[Any] | None:
        """Return all of this as JSON can say it; None while something is told otherwise than the version of its file says it."""
        if self._apart:
            return None
        holders = sorted((*key, path) for key, paths in self._holders.items() for path in paths)
        names = sorted((*old, new[1]) for old, new in self._names.items())
        return [dict(self._versions), sorted(self._unopened), holders, names]

    def go_back_to(self, kept: Any) -> None:
        """Be again what was kept."""
        versions, unopened, holders, names = kept
        self._versions, self._unopened = dict(versions), set(unopened)
        for kind, id, path in holders:
            self._come((kind, id), path)
        self._names = {(kind, old): (kind, new) for kind, old, new in names}

    def begins_at(self, entries: Iterable[Entry]) -> None:
        """Take files that are met for the first time for what they were before."""
        for entry in entries:
            if entry.old_blob and entry.old_path not in self._versions:
                self._versions[entry.old_path] = entry.old_blob
                self._unopened.add(entry.old_path)

    def follows(self, entries: Sequence[Entry]) -> bool:
        """Return whether these files were told to be as they were before this commit."""
        return all(
            self._versions.get(entry.old_path, "") == entry.old_blob
            and (entry.path == entry.old_path or not self._versions.get(entry.path))
            and not self._is_apart(entry)
            for entry in entries
        )

    def is_told(self, entry: Entry) -> bool:
        """Return whether a file was told to be as it is afterwards."""
        gone = entry.path == entry.old_path or not self._versions.get(entry.old_path)
        return gone and self._versions.get(entry.path) == entry.blob and not self._is_apart(entry)

    def _is_apart(self, entry: Entry) -> bool:
        return any(path in (entry.path, entry.old_path) for path, _ in self._apart.values())

    def stands_alone(self, deed: Deed) -> bool:
        """Return whether nothing that came or went stands in another file as well."""
        left = {path for _, _, path in deed.left}
        return all(self._holders.get((kind, id), left) <= left for kind, id, _ in (*deed.came, *deed.left))

    def go_on(self, entries: Sequence[Entry], deed: Deed) -> None:
        """Take over what a commit did to files that were told to be as they were before it."""
        for entry in entries:
            self._turn(entry, entry.old_blob if entry.blob in deed.broken else entry.blob)
        for kind, id, path in deed.left:
            self._leave((kind, id), path)
        for kind, id, path in deed.came:
            self._come((kind, id), path)
        self._rename(deed.acts)

    def _turn(self, entry: Entry, blob: str) -> None:
        if entry.path != entry.old_path:
            self._versions[entry.old_path] = ""
            self._unopened.discard(entry.old_path)
        self._versions[entry.path] = blob

    def _leave(self, key: Key, path: str) -> None:
        self._holders[key].discard(path)
        self._held[path].discard(key)
        if not self._holders[key]:
            del self._holders[key]

    def _come(self, key: Key, path: str) -> None:
        self._holders[key].add(path)
        self._held[path].add(key)

    def _rename(self, acts: Iterable[Act | Written]) -> None:
        for act in acts:
            if act.old_id:
                self._names[(act.kind, act.old_id)] = (act.kind, act.id)
            self._names.pop((act.kind, act.id), None)

    def holds(self, path: str) -> bool:
        """Return whether something was told of a file."""
        return bool(self._held.get(path)) or path in self._unopened

    def blend_in(self, sides: Sequence[Sequence[Entry]]) -> Deed:
        """Do to the book as told what a commit did, or what leads from each parent to a merge; return what that was."""
        before: dict[Key, State] = {}
        after: dict[Key, State] = {}
        seen: set[Key] = set()
        moved = {entry.old_path: entry.path for entries in sides for entry in entries if entry.renamed}
        broken: list[str] = []
        own: tuple[Act, ...] = ()

        def see(key: Key) -> State | None:
            state = self.state(key) if key not in seen else None
            seen.add(key)
            if state:
                before[key] = after[key] = state
            return after.get(key)

        for entries in sides:
            old_files: dict[str, tuple[State, ...]] = {}
            new_files: dict[str, tuple[State, ...]] = {}
            for entry in entries:
                for path in (entry.old_path, entry.path):
                    self._open(path)
                    for key in sorted(self._held.get(path, ())):
                        see(key)
                olds = self._states.read(entry.old_blob, entry.old_path) or ()
                news = self._states.read(entry.blob, entry.path)
                if news is None:
                    broken.append(entry.blob)
                    if not entry.renamed:
                        continue
                    news = self._states.read(entry.old_blob, entry.path) or ()
                old_files[entry.old_path], new_files[entry.path] = olds, news
                for state in (*olds, *news):
                    see(state.key)
                self._replace(entry, news, entry.old_blob if entry.blob in broken else entry.blob)
            old, new = by_key(old_files), by_key(new_files)
            self._blend(old, new, moved, after, see)
            own = tell(old, new, moved)
        for key in seen:
            self._settle(key, after.get(key))
        acts = tell(before, after, moved)
        acts = _without_moves(acts) if len(sides) > 1 else _in_own_words(acts, own)
        self._rename(acts)
        return Deed(tuple(map(write_act, acts)), broken=tuple(broken))

    def _blend(
        self, old: Mapping[Key, State], new: Mapping[Key, State], moved: Mapping[str, str], after: dict[Key, State],
        see: Callable[[Key], State | None],
    ) -> None:  # fmt: skip
        gone = [state for key, state in old.items() if key not in new]
        came = [state for key, state in new.items() if key not in old]
        renamed = {new.key: old.key for old, new in find_renames(gone, came, moved)}
        for key, state in new.items():
            source = renamed.get(key, key)
            if source not in old:
                after.setdefault(key, state)
                continue
            told_as = next((name for name in (source, self._names.get(source, source), key) if see(name)), None)
            if told_as is None:
                # Told to be gone by another branch. If a merge keeps it, that will tell.
                continue
            told = after.pop(told_as)
            data = blend(old[source].data, state.data, told.data)
            target = key if key != source else told_as
            after[target] = State(state.kind, target[1], data.get("title") or target[1], data, state.path)
        for key in old.keys() - new.keys() - set(renamed.values()):
            told_as = key if see(key) else self._names.get(key, key)
            elsewhere = self._in_file(told_as)
            if elsewhere:
                after[told_as] = elsewhere
            else:
                after.pop(told_as, None)

    def _open(self, path: str) -> None:
        if path in self._unopened:
            self._unopened.discard(path)
            for state in self._states.read(self._versions[path], path) or ():
                self._come(state.key, path)

    def _replace(self, entry: Entry, news: Sequence[State], blob: str) -> None:
        for path in (entry.old_path, entry.path):
            for key in sorted(self._held.get(path, ())):
                self._leave(key, path)
        self._turn(entry, blob)
        for state in news:
            self._come(state.key, entry.path)

    def state(self, key: Key) -> State | None:
        """Return an entity as it was told to be; None if it is told to be gone, or was never told of."""
        return self._apart[key][1] if key in self._apart else self._in_file(key)

    def _in_file(self, key: Key) -> State | None:
        for path in sorted(self._holders.get(key, ())):
            for state in self._states.read(self._versions.get(path, ""), path) or ():
                if state.key == key:
                    return state
        return None

    def _settle(self, key: Key, told: State | None) -> None:
        written = self._in_file(key)
        one = told or written
        if one is None or (told and written and told.data == written.data):
            self._apart.pop(key, None)
        else:
            self._apart[key] = (one.path, told)


def _without_moves(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Return the same without the order of lists: which of two the branches meant to keep, they do not say."""
    less = (replace(act, fields=tuple(field for field in act.fields if field.what != "moved")) for act in acts)
    return tuple(act for act in less if act.fields or act.what != "changed")


def _in_own_words(acts: Iterable[Act], own: Iterable[Act]) -> tuple[Act, ...]:
    """Return the same with the old values that the commit itself replaced, which need not be those told last."""
    words = {(act.kind, act.id): {(one.path, one.what, one.new): one for one in act.fields} for act in own}
    return tuple(
        replace(
            act,
            fields=tuple(
                words.get((act.kind, act.id), {}).get((one.path, one.what, one.new), one) for one in act.fields
            ),
        )
        for act in acts
    )
