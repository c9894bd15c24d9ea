"""Read the history of a knowledge folder from git: commit by commit, each compared with what was there before."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from mopsbook.history.cache import Cache
from mopsbook.history.change import Change, ChangeLog
from mopsbook.history.git import NOT_COMMITTED, Blobs, GitError, open_repository, read_mailmap
from mopsbook.history.log import Log, find_handed
from mopsbook.history.logged import Logged
from mopsbook.history.settings import Settings
from mopsbook.history.states import States
from mopsbook.history.walk import Walk
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
        walk = Walk(cache, blobs, States(blobs, kinds), repository.cut, folder)
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
        changes = [change for change in changes[begin.surplus :] if not _is_undone(change, walk)]
        lost = blobs.lost
    unread = () if lost else tuple(reversed(walk.unread))
    told = ChangeLog(tuple(reversed(changes)), log.trouble or begin.explain(lost), unread)
    cache.save(None if log.trouble or lost else key, told)
    return told


def _in_chunks(commits: Iterable[Logged]) -> Iterator[list[Logged]]:
    waiting = iter(commits)
    while some := list(islice(waiting, _AHEAD)):
        yield some


def _is_undone(change: Change, walk: Walk) -> bool:
    return change.what == "removed" and (change.commit.id, (change.kind, change.id)) in walk.undone


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


def _folder_name(layout: Layout) -> str:
    path = Path(os.path.normpath(layout.knowledge))
    root = Path(os.path.normpath(layout.root))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
