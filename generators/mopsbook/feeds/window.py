"""From when to when a digest tells: days, or revisions of the repository, whatever the dates of their commits say."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from mopsbook.errors import SetupError
from mopsbook.history.at import find_revision
from mopsbook.history.change import Commit
from mopsbook.history.git import GitError, list_commits
from mopsbook.layout import Layout
from mopsbook.news.news import Entry
from mopsbook.words import say_day

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# A length of time, or a day as it is written elsewhere.
_TIME = re.compile(r"[0-9]{1,4}(?:[dwmy]|[./-][0-9]{1,2}[./-][0-9]{2,4})?")
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Edge(Struct, frozen=True):
    """A day, or a revision with the commits that it holds: its own first, each with the day on which it was made, as in 2026-03-31.

    `name` is what was typed, `words` what it is called.
    """

    name: str
    words: str
    day: date
    commits: Mapping[str, str] | None = None


class Window(Struct, frozen=True):
    """What lies between two edges, the day of each included; of two revisions, what the later one holds and the earlier does not."""

    since: Edge
    until: Edge | None = None

    @property
    def words(self) -> str:
        """What it is called: "since Monday, 16 November 2026"."""
        return f"since {self.since.words}" + (f", until {self.until.words}" if self.until else "")

    def holds(self, entry: Entry) -> bool:
        """Return whether an entry was done within it. One of several commits is enough."""
        if not entry.commits:
            return self._holds("", entry.day, entry.day)
        return any(self.holds_commit(commit, entry.day) for commit in entry.commits)

    def holds_commit(self, commit: Commit, told: date | None = None) -> bool:
        """Return whether a commit was made within it, or what it did holds from a day within it if that is later."""
        day = commit.when.date()
        return self._holds(commit.id, day, max(day, told or day))

    def _holds(self, id: str, day: date, told: date) -> bool:
        return self._is_after(id, day, told) and self._is_before(id, told)

    def _is_after(self, id: str, day: date, told: date) -> bool:
        if self.since.commits is not None:
            return id not in self.since.commits if id else day > self.since.day
        return told >= self.since.day

    def _is_before(self, id: str, told: date) -> bool:
        if self.until is None:
            return True
        if self.until.commits is not None and id:
            return id in self.until.commits
        return told <= self.until.day


def read_window(layout: Layout, since: str, until: str, today: date) -> Window:
    """Return the window that two edges mean; since the Monday before today where nothing is said.

    Raises SetupError for what is neither a day nor a revision, and for an end before the beginning.
    """
    begin = _read(layout, since) if since else _day_edge("", last_monday(today))
    end = _read(layout, until) if until else None
    if end and _is_before(end, begin):
        raise SetupError(f"`{until}` lies before {begin.words}", "Give the earlier of the two as --since.")
    return Window(begin, end)


def _is_before(end: Edge, begin: Edge) -> bool:
    if end.commits is None or begin.commits is None:
        return end.day < begin.day
    commit = next(iter(end.commits))
    return commit in begin.commits and commit != next(iter(begin.commits))


def last_monday(today: date) -> date:
    """Return the Monday of this week; on a Monday that of the week before, whose digest is wanted then."""
    yesterday = today - timedelta(days=1)
    return yesterday - timedelta(days=yesterday.weekday())


def _day_edge(name: str, day: date) -> Edge:
    return Edge(name or day.isoformat(), f"{_WEEKDAYS[day.weekday()]}, {say_day(day)}", day)


def _read(layout: Layout, name: str) -> Edge:
    if _DAY.fullmatch(name):
        try:
            return _day_edge(name, date.fromisoformat(name))
        except ValueError:
            raise SetupError(f"there is no day `{name}`", "Write it as in 2026-03-31.") from None
    try:
        revision = find_revision(layout, name)
    except SetupError as error:
        if not _TIME.fullmatch(name):
            raise
        # Nobody who writes 3m or 31.3.2026 looks for a revision of that name.
        hint = "Write a day as in 2026-03-31, or name a branch, a tag or a commit."
        raise SetupError(f"`{name}` is neither a day nor a revision", hint) from error
    try:
        commits = list_commits(revision.repository, revision.commit)
    except GitError as error:
        raise SetupError(str(error), "Clone the whole history.") from None
    short = "" if revision.commit.startswith(name) else f" ({revision.commit[:8]})"
    return Edge(name, f"{name}{short}", date.fromisoformat(commits[revision.commit]), commits)
