"""Roll: what was told, the oldest first, as lines: each commit, and behind it what it did."""

import hashlib
import json
from array import array
from collections.abc import Iterable, Set
from datetime import datetime
from functools import lru_cache

from mopsbook.history.act import Written, read_act, say
from mopsbook.history.change import Change, Changes, Commit
from mopsbook.history.lines import Lines

# The id of a commit, the kind and the id of what it removed.
Removal = tuple[str, tuple[str, str]]
_KNOWN = 100


class Roll:
    """Takes what commits did and gives it back as changes, which are made of their lines when they are asked for.

    `folder` is the knowledge folder as readers know it. A commit is an object of JSON and an act is a list, so that the one is
    told from the other by its first letter.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._lines = Lines()
        # For each change the line of it, and that of its commit.
        self._acts, self._commits = array("L"), array("L")
        self._commit = lru_cache(_KNOWN)(self._read_commit)

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, commit: Commit, acts: Iterable[Written]) -> None:
        """Take what a commit did, if that is anything."""
        at = -1
        for act in acts:
            if at < 0:
                at = self._lines.add(say(write_commit(commit)))
            self._commits.append(at)
            self._acts.append(self._lines.add(act.line))

    def take(self, lines: Iterable[bytes]) -> None:
        """Take lines that a roll gave before."""
        at = 0
        for line in lines:
            number = self._lines.add(line)
            if line.startswith(b"{"):
                at = number
            else:
                self._commits.append(at)
                self._acts.append(number)

    def blocks(self, number: int) -> Iterable[bytes]:
        """Return so many lines from the first one on, several at once."""
        return self._lines.blocks(number)

    def leave_out(self, oldest: int, undone: Set[Removal]) -> None:
        """Forget so many of the oldest changes, and what was removed on a branch only."""
        del self._acts[:oldest], self._commits[:oldest]
        if undone:
            kept = [number for number in range(len(self._acts)) if not self._is_among(number, undone)]
            self._acts = array("L", (self._acts[number] for number in kept))
            self._commits = array("L", (self._commits[number] for number in kept))

    def _is_among(self, number: int, undone: Set[Removal]) -> bool:
        # Hardly any line has the word at all.
        if b'"removed"' not in self._lines[self._acts[number]]:
            return False
        change = self._read(number)
        return change.what == "removed" and (change.commit.id, (change.kind, change.id)) in undone

    def digest(self) -> str:
        """Return a short name of all that was told; "" if nothing was."""
        if not self._acts:
            return ""
        found = hashlib.sha256(self._folder.encode(errors="surrogateescape"))
        for block in self._lines.blocks(len(self._lines)):
            found.update(block)
        # Some lines may have been left out.
        found.update(self._acts.tobytes() + self._commits.tobytes())
        return found.hexdigest()

    def changes(self) -> Changes:
        """Return all changes, newest first. Nothing may be added afterwards."""
        last = len(self._acts) - 1
        return Changes(last + 1, lambda index: self._read(last - index))

    def _read(self, number: int) -> Change:
        act = read_act(self._lines[self._acts[number]])
        return Change(
            act.kind, act.id, act.title, act.what, self._commit(self._commits[number]),
            f"{self._folder}/{act.path}" if self._folder != "." else act.path, act.fields, act.old_id, act.level, act.why,
        )  # fmt: skip

    def _read_commit(self, number: int) -> Commit:
        return read_commit(json.loads(self._lines[number]))


def write_commit(commit: Commit) -> dict[str, str]:
    """Return a commit as JSON can say it."""
    return {
        "id": commit.id, "when": commit.when.isoformat(), "author": commit.author, "subject": commit.subject,
        "pull": commit.pull, "ticket": commit.ticket, "reason": commit.reason,
    }  # fmt: skip


def read_commit(said: dict[str, str]) -> Commit:
    """Return the commit that was said. Raises KeyError or ValueError."""
    when = datetime.fromisoformat(said["when"])
    return Commit(
        said["id"], when, said["author"], said["subject"], said["pull"], said["ticket"], said["reason"]
    )  # fmt: skip
