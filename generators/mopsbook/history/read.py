"""Read the history of a knowledge folder from git: commit by commit, each compared with what was there before."""

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from mopsbook.documents.find_files import YAML
from mopsbook.history.cache import Cache
from mopsbook.history.change import Change, ChangeLog
from mopsbook.history.deed import Act, Deed, work_out
from mopsbook.history.git import NOT_COMMITTED, Blobs, GitError, find_move, open_repository, read_log
from mopsbook.history.logged import Entry, Logged
from mopsbook.history.states import Key, States
from mopsbook.kinds.kind import Kinds
from mopsbook.layout import Layout
from mopsbook.words import count


def read_history(layout: Layout, kinds: Kinds, most: int = 2000) -> ChangeLog:
    """Return what the newest commits (at most `most`) did to the book. Only what is committed counts.

    Never raises; `missing` says what could not be read.
    """
    try:
        repository = open_repository(layout.knowledge)
    except GitError as error:
        return ChangeLog((), str(error))
    folder = _folder_name(layout)
    cache = Cache(layout.cache / "history", kinds)
    key = [repository.head, repository.prefix, folder, most, sorted(repository.cut)]
    told = cache.log(key)
    if told is not None:
        return told
    logged, trouble = read_log(repository, most + 1)
    moved = "" if len(logged) > most else find_move(repository, logged)
    with Blobs(repository) as blobs:
        states = States(blobs, kinds)
        begins = repository.cut | ({logged[-1].commit.id} if moved else set())
        walk = _Walk(cache, blobs, states, begins, folder)
        changes = [change for one in reversed(logged[:most]) for change in walk.take(one)]
        changes = [change for change in changes if not walk.is_undone(change, repository.head)]
        lost = blobs.lost
    missing = trouble or _what_is_missing(logged, most, repository.cut, lost=lost, moved=moved)
    log = ChangeLog(tuple(reversed(changes)), missing)
    cache.save(None if trouble or lost else key, log)
    return log


class _Walk:
    """Takes commits, the oldest first, and keeps in mind what no single commit can know."""

    def __init__(self, cache: Cache, blobs: Blobs, states: States, begins: frozenset[str], folder: str) -> None:
        self._cache, self._blobs, self._states = cache, blobs, states
        self._begins, self._folder = begins, folder
        # For a version that cannot be read the last one before it that could: what lies between is compared over the gap.
        self._readable: dict[str, str] = {}
        # The files an entity stands in. More than one is a mistake, or a move in two steps.
        self._holders: dict[Key, set[str]] = defaultdict(set)
        self._last: dict[Key, Change] = {}

    def take(self, one: Logged) -> list[Change]:
        """Return what the commit did, as it is told."""
        entries = [self._over_gaps(entry) for entry in one.entries if _is_document(entry)]
        if not entries:
            return []
        key = self._cache.key(entries)
        deed = self._cache.deed(key)
        if deed is None:
            lost = self._blobs.lost
            deed = work_out(entries, self._states)
            if self._blobs.lost == lost:
                self._cache.keep(key, deed)
        # Where the history begins though the book is older, everything seems to be new.
        acts = () if one.commit.id in self._begins else deed.acts
        acts = tuple(act for act in acts if act.what != "added" or not self._stood_elsewhere(act, one))
        self._remember(entries, deed)
        told: list[Change] = []
        for act in acts:
            path = f"{self._folder}/{act.path}" if self._folder != "." else act.path
            change = Change(act.kind, act.id, act.title, act.what, one.commit, path, act.fields, act.old_id)
            if act.what == "removed" and self._stands_elsewhere(act, one):
                continue
            if not self._told_before(change):
                told.append(change)
        # The log is turned round as a whole; within a commit the order of names stays.
        return told[::-1]

    def _over_gaps(self, entry: Entry) -> Entry:
        return replace(entry, old_blobs=tuple(self._readable.get(blob, blob) for blob in entry.old_blobs))

    def _remember(self, entries: Sequence[Entry], deed: Deed) -> None:
        for entry in entries:
            if entry.blob in deed.broken:
                self._readable[entry.blob] = next(filter(None, entry.old_blobs), "")
        for kind, id, path in deed.left:
            self._holders[(kind, id)].discard(path)
        for kind, id, path in deed.came:
            self._holders[(kind, id)].add(path)

    def _stood_elsewhere(self, act: Act, one: Logged) -> bool:
        holders = self._holders.get((act.kind, act.id), ())
        # Branches are taken one after the other, so a file may be long gone in this one: git knows.
        return any(self._blobs.holds(parent, path) for path in sorted(holders) for parent in one.parents)

    def _stands_elsewhere(self, act: Act, one: Logged) -> bool:
        holders = self._holders.get((act.kind, act.id), ())
        return any(self._blobs.holds(one.commit.id, path) for path in sorted(holders))

    def is_undone(self, change: Change, head: str) -> bool:
        """Return whether a removal on a branch came to nothing, because the merge kept what the branch had removed."""
        if change.what != "removed" or self._last.get((change.kind, change.id)) != change:
            return False
        path = change.path if self._folder == "." else change.path.removeprefix(f"{self._folder}/")
        content = self._blobs.look(head, path)
        found = self._states.parse(content, path) if content is not None else None
        return any(state.key == (change.kind, change.id) for state in found or ())

    def _told_before(self, change: Change) -> bool:
        """Return whether this is the same change again, picked from another branch that was merged, too."""
        last = self._last.get((change.kind, change.id))
        self._last[(change.kind, change.id)] = change
        if last is None:
            return False
        return replace(change, commit=replace(change.commit, id=last.commit.id), path=last.path) == last


def _is_document(entry: Entry) -> bool:
    return any(_is_yaml(path) for path in (entry.old_path, entry.path))


def _is_yaml(path: str) -> bool:
    name = PurePosixPath(path)
    return (name.suffix or name.name).casefold() in YAML


def _folder_name(layout: Layout) -> str:
    path = Path(os.path.normpath(layout.knowledge))
    root = Path(os.path.normpath(layout.root))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _what_is_missing(logged: Sequence[Logged], most: int, cut: frozenset[str], *, lost: int, moved: str) -> str:
    if not logged:
        return NOT_COMMITTED
    if lost:
        return (
            f"The history is not whole, because {count(lost, 'old version')} of files were left out of this clone; "
            "clone without `--filter`."
        )
    ends = [one.commit.when for one in logged if one.commit.id in cut]
    if ends:
        begin = max(ends).date().isoformat()
        return (
            f"The history begins on {begin}, because this is a shallow clone; fetch the whole history with "
            "`fetch-depth: 0` (in a checkout action) or `git fetch --unshallow`."
        )
    if len(logged) > most:
        begin = logged[most - 1].commit.when.date().isoformat()
        return f"The history begins on {begin}, because only the newest {count(most, 'commit')} are read."
    if moved:
        begin = logged[-1].commit.when.date().isoformat()
        return f"The history begins on {begin}, because the knowledge was moved here then, from {moved}."
    return ""
