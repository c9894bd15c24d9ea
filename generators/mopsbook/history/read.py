"""Read the history of a knowledge folder from git: commit by commit, each compared with what was there before."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, replace
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath

from mopsbook.documents.find_files import YAML
from mopsbook.history.cache import Cache
from mopsbook.history.change import Change, ChangeLog, Unread
from mopsbook.history.deed import Act, Deed, work_out
from mopsbook.history.git import NOT_COMMITTED, Blobs, GitError, Repository, open_repository, read_mailmap
from mopsbook.history.log import Log, find_handed
from mopsbook.history.logged import Entry, Logged
from mopsbook.history.settings import Settings
from mopsbook.history.states import Key, States
from mopsbook.history.why import NOTHING, Why
from mopsbook.kinds.kind import Kinds
from mopsbook.layout import Layout
from mopsbook.words import count

# So many commits are looked at before the first of them is worked out.
_AHEAD = 50


def read_history(layout: Layout, kinds: Kinds, settings: Settings | None = None) -> ChangeLog:
    """Return what the newest commits did to the book. Only what is committed counts.

    Old versions are read with the schemas of today, so that all is told in one language; what today's schemas do not know is
    left out, as it would be of a document of today. Never raises; `missing` says what could not be read.
    """
    settings = settings or Settings()
    try:
        repository = open_repository(layout.knowledge)
    except GitError as error:
        return ChangeLog((), str(error))
    folder = _folder_name(layout)
    cache = Cache(layout.cache / "history", kinds)
    key = [
        repository.head, repository.prefix, folder, astuple(settings), sorted(repository.cut), read_mailmap(repository),
    ]  # fmt: skip
    told = cache.log(key)
    if told is not None:
        return told
    log = Log(repository, settings)
    with Blobs(repository) as blobs:
        walk = _Walk(cache, blobs, States(blobs, kinds), repository, folder)
        handed = find_handed(repository, settings)
        begin = _Begin(settings.most, repository.cut)
        changes: list[Change] = []
        for some in _in_chunks(log.read(settings.most + 1)):
            walk.look_ahead(some)
            for one in some:
                done = walk.take(_hand_down(one, handed))
                changes += done
                begin.see(one, len(done))
        # The one commit more than asked for is there to tell that there are more.
        changes = [change for change in changes[begin.surplus :] if not walk.is_undone(change, repository.head)]
        lost = blobs.lost
    unread = () if lost else tuple(reversed(walk.unread))
    told = ChangeLog(tuple(reversed(changes)), log.trouble or begin.explain(lost), unread)
    cache.save(None if log.trouble or lost else key, told)
    return told


def _in_chunks(commits: Iterable[Logged]) -> Iterator[list[Logged]]:
    waiting = iter(commits)
    while some := list(islice(waiting, _AHEAD)):
        yield some


def _hand_down(one: Logged, handed: dict[str, Why]) -> Logged:
    given = handed.get(one.commit.id, NOTHING)
    if given == NOTHING:
        return one
    commit = one.commit
    why = Why(commit.pull, commit.ticket, commit.reason).or_else(given)
    return replace(one, commit=replace(commit, pull=why.pull, ticket=why.ticket, reason=why.reason))


class _Begin:
    """Where the history begins, and why there, as commit after commit goes by."""

    def __init__(self, most: int, cut: frozenset[str]) -> None:
        self._most, self._cut = most, cut
        self._number = 0
        self._oldest: list[datetime] = []
        self._of_oldest = 0
        self._ends: list[datetime] = []

    def see(self, one: Logged, changes: int) -> None:
        """Note a commit, and how many changes are told of it."""
        self._number += 1
        if self._number == 1:
            self._of_oldest = changes
        if self._number <= 2:
            self._oldest.append(one.commit.when)
        if one.commit.id in self._cut:
            self._ends.append(one.commit.when)

    @property
    def surplus(self) -> int:
        """How many changes are of the commit that was read though it is one too many."""
        return self._of_oldest if self._number > self._most else 0

    def explain(self, lost: int) -> str:
        """Return, for readers, what is missing; "" if nothing is. `lost` are versions that the repository does not have."""
        if not self._number:
            return NOT_COMMITTED
        if lost:
            return (
                f"The history is not whole, because {count(lost, 'old version')} of files were left out of this clone; "
                "clone without `--filter`."
            )
        if self._ends:
            begin = max(self._ends).date().isoformat()
            return (
                f"The history begins on {begin}, because this is a shallow clone; fetch the whole history with "
                "`fetch-depth: 0` (in a checkout action) or `git fetch --unshallow`."
            )
        if self._number > self._most:
            begin = self._oldest[-1].date().isoformat()
            return f"The history begins on {begin}, because only the newest {count(self._most, 'commit')} are read."
        return ""


class _Walk:
    """Takes commits, the oldest first, and keeps in mind what no single commit can know."""

    def __init__(self, cache: Cache, blobs: Blobs, states: States, repository: Repository, folder: str) -> None:
        self._cache, self._blobs, self._states = cache, blobs, states
        self._repository, self._folder = repository, folder
        # For a version that cannot be read the last one before it that could: what lies between is compared over the gap.
        self._readable: dict[str, str] = {}
        # The files an entity stands in. More than one is a mistake, or a move in two steps.
        self._holders: dict[Key, set[str]] = defaultdict(set)
        self._last: dict[Key, Change] = {}
        # The files in which something stood, by how many entities.
        self._holding: Counter[str] = Counter()
        self.unread: list[Unread] = []

    def look_ahead(self, commits: Sequence[Logged]) -> None:
        """Fetch all that these commits will ask for and that is not known yet."""
        entries: list[Entry] = []
        for one in commits:
            own = [entry for entry in one.entries if _is_document(entry)]
            if not self._cache.knows(self._cache.key(own)):
                entries += own
        news = {(entry.blob, entry.path) for entry in entries}
        olds = ((blob, entry.old_path) for entry in entries for blob in entry.old_blobs)
        self._states.fetch([*news, *(old for old in olds if old not in news)])

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
        acts = () if one.commit.id in self._repository.cut else deed.acts
        acts = tuple(act for act in acts if act.what != "added" or not self._stood_elsewhere(act, one))
        self._remember(entries, deed, one)
        told: list[Change] = []
        for act in acts:
            path = self._told_path(act.path)
            change = Change(
                act.kind, act.id, act.title, act.what, one.commit, path, act.fields, act.old_id, act.level, act.why
            )  # fmt: skip
            if act.what == "removed" and self._stands_elsewhere(act, one):
                continue
            if not self._told_before(change):
                told.append(change)
        # The log is turned round as a whole; within a commit the order of names stays.
        return told[::-1]

    def _over_gaps(self, entry: Entry) -> Entry:
        if self._readable.keys().isdisjoint(entry.old_blobs):
            return entry
        return replace(entry, old_blobs=tuple(self._readable.get(blob, blob) for blob in entry.old_blobs))

    def _remember(self, entries: Sequence[Entry], deed: Deed, one: Logged) -> None:
        for entry in entries:
            if entry.blob in deed.broken:
                self._readable[entry.blob] = next(filter(None, entry.old_blobs), "")
                if self._holding[entry.old_path]:
                    # Other files than documents, which nobody could read at any time, are not worth a word.
                    self.unread.append(Unread(self._told_path(entry.path), one.commit))
        for kind, id, path in deed.left:
            self._holders[(kind, id)].discard(path)
            self._holding[path] -= 1
        for kind, id, path in deed.came:
            self._holders[(kind, id)].add(path)
            self._holding[path] += 1

    def _told_path(self, path: str) -> str:
        return f"{self._folder}/{path}" if self._folder != "." else path

    def _stood_elsewhere(self, act: Act, one: Logged) -> bool:
        holders = self._holders.get((act.kind, act.id), ())
        # Branches are taken one after the other, so a file may be long gone in this one: git knows.
        prefix = one.prefix if one.prefix_before is None else one.prefix_before
        return any(self._blobs.holds(parent, prefix + path) for path in sorted(holders) for parent in one.parents)

    def _stands_elsewhere(self, act: Act, one: Logged) -> bool:
        holders = self._holders.get((act.kind, act.id), ())
        return any(self._blobs.holds(one.commit.id, one.prefix + path) for path in sorted(holders))

    def is_undone(self, change: Change, head: str) -> bool:
        """Return whether a removal on a branch came to nothing, because the merge kept what the branch had removed."""
        if change.what != "removed" or self._last.get((change.kind, change.id)) != change:
            return False
        path = change.path if self._folder == "." else change.path.removeprefix(f"{self._folder}/")
        content = self._blobs.look(head, self._repository.prefix + path)
        found = self._states.parse(content, path) if content is not None else None
        return any(state.key == (change.kind, change.id) for state in found or ())

    def _told_before(self, change: Change) -> bool:
        """Return whether this is the same change again, picked from another branch that was merged, too."""
        last = self._last.get((change.kind, change.id))
        self._last[(change.kind, change.id)] = change
        if last is None:
            return False
        same = (change.commit.when, change.commit.author, change.commit.subject)
        return (
            same == (last.commit.when, last.commit.author, last.commit.subject)
            and replace(change, commit=last.commit, path=last.path) == last
        )


def _is_document(entry: Entry) -> bool:
    return any(_is_yaml(path) for path in (entry.old_path, entry.path))


def _is_yaml(path: str) -> bool:
    name = PurePosixPath(path)
    return (name.suffix or name.name).casefold() in YAML


def _folder_name(layout: Layout) -> str:
    path = Path(os.path.normpath(layout.knowledge))
    root = Path(os.path.normpath(layout.root))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
