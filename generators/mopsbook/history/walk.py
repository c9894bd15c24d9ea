"""Walk: commit by commit, the oldest first, what each did to the book."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mopsbook.documents.find_files import YAML
from mopsbook.history.act import Act, Written, read_act, write_act
from mopsbook.history.beside import Beside
from mopsbook.history.blobs import Blobs
from mopsbook.history.cache import Cache
from mopsbook.history.change import Unread
from mopsbook.history.compare import compare
from mopsbook.history.deed import Deed, FileDeed, put_together, work_out, work_out_part
from mopsbook.history.logged import Entry, Logged
from mopsbook.history.roll import Removal
from mopsbook.history.states import Key, State, States
from mopsbook.history.told import ToldBook

_ENDINGS = tuple(YAML)


class Walk:
    """Takes commits and keeps in mind what no single commit can know. `folder` is the knowledge folder as readers know it.

    Where the history is `cut` though the book is older, nothing is told: everything would seem to be new.
    """

    def __init__(self, cache: Cache, blobs: Blobs, states: States, cut: frozenset[str], folder: str) -> None:
        self._cache, self._blobs, self._states = cache, blobs, states
        self._cut, self._folder = cut, folder
        self._told = ToldBook(states)
        # For a version of a file that cannot be read (two files may be broken in the same way) the last one before it that
        # could: what lies between is compared over the gap.
        self._readable: dict[tuple[str, str], str] = {}
        # What was removed last: by which commit, and where it stood.
        self._removed: dict[Key, tuple[str, str, str]] = {}
        # Who helps, and what was answered of the files of the commits that are taken now.
        self.beside: Beside | None = None
        self._answers: Mapping[Entry, FileDeed] = {}
        # The files of commits that were looked at ahead, and the keys of their deeds.
        self._ahead: dict[str, tuple[list[Entry], str]] = {}
        self.unread: list[Unread] = []
        self.undone: set[Removal] = set()

    def keep(self) -> list[Any] | None:
        """Return what is kept in mind, as JSON can say it; None where it cannot."""
        told = self._told.keep()
        removed = [(*key, *found) for key, found in self._removed.items()]
        undone = sorted((commit, *key) for commit, key in self.undone)
        readable = [(*version, before) for version, before in self._readable.items()]
        return told and [told, readable, removed, undone]

    def go_back_to(self, kept: Any, unread: Iterable[Unread]) -> None:
        """Keep in mind again what was kept."""
        told, readable, removed, undone = kept
        self._told.go_back_to(told)
        self._readable = {(path, blob): before for path, blob, before in readable}
        self._removed = {(kind, id): (commit, path, blob) for kind, id, commit, path, blob in removed}
        self.undone = {(commit, (kind, id)) for commit, kind, id in undone}
        self.unread = list(unread)

    def look_ahead(self, commits: Sequence[Logged]) -> None:
        """Ask for all that these commits will ask for and that is not known yet. Of merges nearly all is known by then."""
        wanted: list[Entry] = []
        for one in commits:
            own = [entry for entry in one.entries if _is_document(entry)] if len(one.sides) == 1 else []
            if own:
                key = self._cache.key(own)
                self._ahead[one.commit.id] = own, key
                if not self._cache.knows(key):
                    wanted += own
        if self.beside:
            self.beside.ask(wanted)
        else:
            self._states.fetch(wanted)

    def turn(self) -> None:
        """Go on to the next commits that were looked at ahead; those before are taken."""
        if self.beside:
            self._answers = self.beside.answer()

    def take(self, one: Logged) -> list[Written]:
        """Return what the commit did, as it is told, and by name the last first: the log is turned round as a whole."""
        ahead, key = self._ahead.pop(one.commit.id, (None, ""))
        own = one.sides if ahead is None else [ahead]
        sides = [self._untold(entries, merged=len(one.parents) > 1) for entries in own]
        sides = [entries for entries in sides if entries]
        if not sides:
            return []
        for entries in sides:
            self._told.begins_at(entries)
        deed = self._do(sides, key if sides[0] == ahead else "")
        self._remember(sides, deed, one)
        if one.commit.id in self._cut:
            return []
        acts = [told for act in deed.acts if (told := self._put_back(act, one))]
        self._note_removals(acts, sides, one)
        return acts[::-1]

    def _untold(self, entries: Iterable[Entry], *, merged: bool) -> list[Entry]:
        found: Iterable[Entry] = filter(_is_document, entries)
        if self._readable:
            found = (self._over_gaps(entry, merged=merged) for entry in found)
        return [entry for entry in found if not self._told.is_told(entry)]

    def _over_gaps(self, entry: Entry, *, merged: bool) -> Entry:
        blob = self._readable.get((entry.path, entry.blob), entry.blob) if merged else entry.blob
        old_blob = self._readable.get((entry.old_path, entry.old_blob), entry.old_blob)
        return Entry(entry.old_path, entry.path, old_blob, blob)

    def _do(self, sides: Sequence[Sequence[Entry]], key: str) -> Deed:
        entries = sides[0]
        if len(sides) == 1 and self._told.follows(entries):
            deed = self._work_out(entries, key or self._cache.key(entries))
            if self._told.stands_alone(deed):
                self._told.go_on(entries, deed)
                return deed
        return self._told.blend_in(sides)

    def _work_out(self, entries: Sequence[Entry], key: str) -> Deed:
        deed = self._cache.deed(key)
        if deed is None:
            lost = self._blobs.lost
            # Others may have worked out all of it, or all but what nobody could know of: which version could be read last.
            parts = [self._answers.get(one) or work_out_part(one, self._states) for one in entries if self._answers]
            deed = put_together(parts) if parts else None
            deed = deed or work_out(entries, self._states)
            if self._blobs.lost == lost:
                self._cache.keep(key, deed)
        return deed

    def _remember(self, sides: Iterable[Iterable[Entry]], deed: Deed, one: Logged) -> None:
        for entry in (entry for entries in sides for entry in entries if entry.blob in deed.broken):
            self._readable[entry.path, entry.blob] = entry.old_blob
            if self._told.holds(entry.path):
                # Other files than documents, which nobody could read at any time, are not worth a word.
                self.unread.append(Unread(self._path(entry.path), one.commit))

    def _put_back(self, act: Written, one: Logged) -> Written | None:
        """Return what is told of an act: what a branch removed and a merge kept was never removed."""
        commit, path, blob = self._removed.get((act.kind, act.id), ("", "", ""))
        if act.what != "added" or len(one.parents) == 1 or not commit:
            return act
        self.undone.add((commit, (act.kind, act.id)))
        old = _find(self._states.read(blob, path) or (), act)
        new = self._told.state((act.kind, act.id))
        fields = compare(new.kind, old.data, new.data) if old and new else ()
        title = read_act(act.line).title
        return write_act(Act(act.kind, act.id, title, "changed", act.path, fields)) if fields else None

    def _note_removals(self, acts: Iterable[Written], sides: Sequence[Sequence[Entry]], one: Logged) -> None:
        before = {entry.old_path: entry.old_blob for entries in sides for entry in entries}
        for act in acts:
            if act.what == "removed" and act.path in before:
                self._removed[(act.kind, act.id)] = (one.commit.id, act.path, before[act.path])
            else:
                self._removed.pop((act.kind, act.id), None)

    def _path(self, path: str) -> str:
        return f"{self._folder}/{path}" if self._folder != "." else path


def _find(states: Iterable[State], act: Written) -> State | None:
    return next((state for state in states if state.key == (act.kind, act.id)), None)


def _is_document(entry: Entry) -> bool:
    path, old_path = entry.path, entry.old_path
    return path.casefold().endswith(_ENDINGS) or (old_path != path and old_path.casefold().endswith(_ENDINGS))
