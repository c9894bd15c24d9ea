"""Keep what was worked out between runs, by content. Deleted, old or damaged, it costs time and changes nothing."""

import hashlib
import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct

from mopsbook.history.act import read_written, say
from mopsbook.history.change import Unread
from mopsbook.history.deed import Deed
from mopsbook.history.lines import Lines
from mopsbook.history.logged import Entry
from mopsbook.history.roll import read_commit, write_commit
from mopsbook.kept import code_of, digest, read_kept_lines, write_kept_lines
from mopsbook.kinds.kind import Kinds

# The rooms whose code decides what an old file says and what is told of it.
_ROOMS = ("reading", "kinds", "documents", "history")
# A deed is kept as a line that begins so, with its key, and a line for each of its acts.
_KEY = b'{"key":"'
_LONG = 32


class Begin(Struct, frozen=True):
    """What was told up to a commit: how many commits that were, what was missing, what a Walk kept in mind.

    `lines` are those of the Roll; to be written down, they may come several at once, with line ends between them.
    """

    place: str
    missing: str
    number: int
    mind: Any
    unread: Sequence[Unread]
    lines: Iterable[bytes]


class Cache:
    """Deeds by the versions of files they follow from, and what was told up to a commit that all later ones go back to."""

    def __init__(self, folder: Path, kinds: Kinds) -> None:
        self._told, self._deeds = folder / "told.jsonl", folder / "deeds.jsonl"
        self._basis = digest([code_of(_ROOMS), *(kind.schema for kind in kinds.values())])
        self._known: _Deeds | None = None
        self._used, self._number = Lines(), 0
        self._new = False

    def key(self, entries: Sequence[Entry]) -> str:
        """Return the name of what follows from these versions of files."""
        # None of the texts can hold a NUL.
        told = "\0".join([f"{one.old_path}\0{one.path}\0{one.old_blob}\0{one.blob}" for one in entries])
        return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=_LONG // 2).hexdigest()

    def count(self) -> int:
        """Return how many deeds were worked out before."""
        return len(self._load())

    def knows(self, key: str) -> bool:
        """Return whether that was worked out before."""
        return self._load().find(key) is not None

    def deed(self, key: str) -> Deed | None:
        """Return what was worked out before, or None."""
        lines = self._load().find(key)
        if lines is None:
            return None
        head, *acts = lines
        said = json.loads(head)
        came, left = (tuple((kind, id, path) for kind, id, path in said[name]) for name in ("came", "left"))
        deed = Deed(tuple(map(read_written, acts)), came, left, tuple(said["broken"]))
        self._use(key, deed)
        return deed

    def keep(self, key: str, deed: Deed) -> None:
        """Remember a deed."""
        self._new = True
        self._use(key, deed)

    def _use(self, key: str, deed: Deed) -> None:
        if deed.came or deed.left or deed.broken:
            self._used.add(say({"key": key, "came": deed.came, "left": deed.left, "broken": deed.broken}))
        else:
            # So it is of nearly all.
            self._used.add(b'{"key":"%b","came":[],"left":[],"broken":[]}' % key.encode("ascii"))
        for act in deed.acts:
            self._used.add(act.line)
        self._number += 1

    def _load(self) -> "_Deeds":
        if self._known is None:
            self._known = _Deeds(read_kept_lines(self._deeds, self._basis))
        return self._known

    def save_deeds(self) -> None:
        """Write down what was used in this run and forget the rest."""
        if self._new or self._number < len(self._load()) // 2:
            write_kept_lines(self._deeds, self._basis, self._used.blocks(len(self._used)))

    def begin(self, key: Sequence[Any]) -> Begin | None:
        """Return what was told up to some commit, with the same settings and as seen from the same place; None if nothing was."""
        lines = read_kept_lines(self._told, digest([self._basis, *key]))
        try:
            place, missing, number, mind, gaps = json.loads(next(lines))
            return Begin(place, missing, number, mind, [Unread(path, read_commit(one)) for path, one in gaps], lines)
        except (StopIteration, KeyError, TypeError, ValueError):
            return None

    def save_begin(self, key: Sequence[Any], begin: Begin) -> None:
        """Write down what was told up to some commit."""
        gaps = [(one.path, write_commit(one.commit)) for one in begin.unread]
        head = say([begin.place, begin.missing, begin.number, begin.mind, gaps])
        write_kept_lines(self._told, digest([self._basis, *key]), chain([head], begin.lines))


class _Deeds:
    """The deeds of an earlier run, found by a few bytes for each: half of its key, and the number of its line."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = Lines()
        found = []
        for line in lines:
            number = self._lines.add(line)
            if line.startswith(_KEY):
                found.append((_half(line[len(_KEY) :]), number))
        found.sort()
        self._halves, self._numbers = array("Q", (half for half, _ in found)), array("L", (at for _, at in found))

    def __len__(self) -> int:
        return len(self._halves)

    def find(self, key: str) -> list[bytes] | None:
        """Return the lines of a deed, or None."""
        name = key.encode("ascii")
        half = _half(name)
        at = bisect_left(self._halves, half)
        while at < len(self) and self._halves[at] == half:
            lines = self._read(self._numbers[at])
            head = next(lines)
            if head[len(_KEY) :].startswith(name):
                return [head, *lines]
            at += 1
        return None

    def _read(self, number: int) -> Iterator[bytes]:
        yield self._lines[number]
        for other in range(number + 1, len(self._lines)):
            line = self._lines[other]
            if line.startswith(_KEY):
                return
            yield line


def _half(name: bytes) -> int:
    return int(name[: _LONG // 2], 16)
