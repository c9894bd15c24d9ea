"""Read the history of a knowledge folder from git: commit by commit, each compared with what was there before."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from msgspec.structs import astuple, replace

from mopsbook.history.beside import hire
from mopsbook.history.blobs import Blobs
from mopsbook.history.cache import Begin, Cache
from mopsbook.history.change import ChangeLog
from mopsbook.history.git import NOT_COMMITTED, GitError, Repository, open_repository, read_mailmap
from mopsbook.history.log import Log, find_handed
from mopsbook.history.logged import Logged
from mopsbook.history.narrow import Graph, all_lead_to, find_narrow, read_graph
from mopsbook.history.roll import Roll
from mopsbook.history.settings import Settings
from mopsbook.history.states import States
from mopsbook.history.walk import Walk
from mopsbook.history.why import Why
from mopsbook.kinds.kind import Kinds
from mopsbook.layout import Layout
from mopsbook.words import count

# So many commits are looked at before the first of them is worked out; a second process is asked so many times ahead.
_AHEAD, _TIMES = 80, 4
# A run leaves the newest commits to the next one, which may bring branches that began before them. It looks so far back for a
# place where no branch was open, and does so again once there are many commits after it.
_FEW, _MANY, _FAR = 30, 300, 3_000


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
    key = [repository.prefix, folder, astuple(settings), sorted(repository.cut), read_mailmap(repository)]
    with Blobs(repository) as blobs:
        walk = Walk(cache, blobs, States(blobs, kinds), repository.cut, folder)
        reading = _Reading(repository, settings, walk, Roll(folder), cache.begin(key))
        with hire(repository, kinds, reading.commits - cache.count()) as walk.beside:
            reading.run()
        lost = blobs.lost
    missing = reading.log.trouble or reading.explain(lost)
    if reading.kept and not reading.log.trouble and not lost:
        cache.save_begin(key, replace(reading.kept, missing=missing))
    if not reading.continued:
        cache.save_deeds()
    reading.roll.leave_out(reading.surplus, walk.undone)
    unread = () if lost else tuple(reversed(walk.unread))
    return ChangeLog(reading.roll.changes(), missing, unread, reading.roll.digest())


class _Reading:
    """One run over the commits: all of them, or those after a place up to which everything was told by an earlier run.

    `kept` is what this run leaves to the next one, None if that has what it needs.
    """

    def __init__(
        self, repository: Repository, settings: Settings, walk: Walk, roll: Roll, begin: Begin | None
    ) -> None:  # fmt: skip
        self._repository, self._settings, self._walk = repository, settings, walk
        self._extent = _Extent(settings.most, repository.cut)
        self.roll = roll
        self.kept: Begin | None = None
        self._missing = ""
        after = self._find_after(begin) if begin else None
        self.continued = begin is not None and after is not None
        self._since = ""
        if begin is not None and after is not None:
            self._since, self._missing = begin.place, begin.missing
            self._extent.number = begin.number
            roll.take(begin.lines)
            walk.go_back_to(begin.mind, begin.unread)
        self._graph: Graph = after or {}
        self._place, self._after = "", frozenset[str]()
        if after is None or len(after) > _MANY:
            try:
                # Of the whole history, or, where that was read before, of its end.
                graph = read_graph(repository, most=_FAR if after else 0, first_parent=settings.first_parent)
                self._graph = after or graph
                self._place, self._after = find_narrow(graph, repository.head, _FEW, _FAR)
            except GitError:
                # What is damaged is said where it is read.
                pass
        self.log = Log(repository, settings, few=0 < len(self._graph) <= settings.most)

    @property
    def commits(self) -> int:
        """How many commits there are to read."""
        return min(len(self._graph), self._settings.most)

    def _find_after(self, begin: Begin) -> Graph | None:
        """Return the commits that came after the begin; None if it is no begin of this history, or they are too many."""
        repository = self._repository
        try:
            graph = read_graph(repository, begin.place, first_parent=self._settings.first_parent)
        except GitError:
            return None
        whole = all_lead_to(begin.place, graph, repository.head) and begin.number + len(graph) <= self._settings.most
        return graph if whole and begin.mind else None

    def run(self) -> None:
        """Take the commits."""
        handed: dict[str, Why] | None = None
        commits = self.log.read_since(self._since) if self._since else self.log.read(self._settings.most + 1)
        for some in self._look_ahead(commits):
            # Not before git is at work on the log: what merges say must be waited for.
            if handed is None:
                handed, self._graph = find_handed(self._repository, self._settings, self._graph), {}
            for one in (_hand_down(one, handed) for one in some):
                if one.commit.id in self._after:
                    self._keep()
                done = self._walk.take(one)
                self.roll.add(one.commit, done)
                self._extent.see(one, len(done))
        self._keep()
        if self._extent.number > self._settings.most:
            self.kept = None

    def _look_ahead(self, commits: Iterable[Logged]) -> Iterator[list[Logged]]:
        """Yield the commits, some at once, when what they will ask for was asked for."""
        waiting: deque[list[Logged]] = deque()
        for some in _in_chunks(commits):
            self._walk.look_ahead(some)
            waiting.append(some)
            if len(waiting) >= (_TIMES if self._walk.beside else 1):
                self._walk.turn()
                yield waiting.popleft()
        while waiting:
            self._walk.turn()
            yield waiting.popleft()

    def _keep(self) -> None:
        """Note what was told up to the place, when it is reached."""
        if self._place:
            mind, number = self._walk.keep(), self._extent.number
            if mind and number:
                lines = self.roll.blocks(len(self.roll))
                self.kept = Begin(self._place, "", number, mind, tuple(self._walk.unread), lines)
            self._place = ""

    @property
    def surplus(self) -> int:
        """How many of the oldest changes are of the one commit more than asked for, which is there to tell that there are more."""
        return self._extent.surplus

    def explain(self, lost: int) -> str:
        """Return, for readers, what is missing; "" if nothing is."""
        return self._missing if self.continued and not lost else self._extent.explain(lost)


def _in_chunks(commits: Iterable[Logged]) -> Iterator[list[Logged]]:
    waiting = iter(commits)
    while some := list(islice(waiting, _AHEAD)):
        yield some


def _hand_down(one: Logged, handed: dict[str, Why]) -> Logged:
    commit = one.commit
    given = handed.get(commit.id)
    if given is None:
        return one
    why = Why(commit.pull, commit.ticket, commit.reason).or_else(given)
    return replace(one, commit=replace(commit, pull=why.pull, ticket=why.ticket, reason=why.reason))


class _Extent:
    """Where the history begins, and why there, as commit after commit goes by."""

    def __init__(self, most: int, cut: frozenset[str]) -> None:
        self._most, self._cut = most, cut
        self.number = 0
        self._oldest: list[datetime] = []
        self._of_oldest = 0
        self._ends: list[datetime] = []

    def see(self, one: Logged, changes: int) -> None:
        """Note a commit, and how many changes are told of it."""
        self.number += 1
        if self.number == 1:
            self._of_oldest = changes
        if self.number <= 2:
            self._oldest.append(one.commit.when)
        if one.commit.id in self._cut:
            self._ends.append(one.commit.when)

    @property
    def surplus(self) -> int:
        """How many changes are of the commit that was read though it is one too many."""
        return self._of_oldest if self.number > self._most else 0

    def explain(self, lost: int) -> str:
        """Return, for readers, what is missing; "" if nothing is. `lost` are versions that the repository does not have."""
        if not self.number:
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
        if self.number > self._most:
            begin = self._oldest[-1].date().isoformat()
            return f"The history begins on {begin}, because only the newest {count(self._most, 'commit')} are read."
        return ""


def _folder_name(layout: Layout) -> str:
    path = Path(os.path.normpath(layout.knowledge))
    root = Path(os.path.normpath(layout.root))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
