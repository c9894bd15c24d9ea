"""Work out in other processes what was done to single files, while this one reads the log, tells what was done and writes it down.

What a commit did follows from the versions of its files alone, so it does not matter who works it out; a file always goes to the
same process, which has read the version before. A forked process has the kinds without reading them again. Where none can be
forked safely (Windows, macOS, a preview server with threads of its own), where there is one processor, and where there is little
to do, all is done here. What comes out is the same.

It is a conversation, which neither `processes.py` nor an executor can hold: what there is to ask is only known while the log is
read, each question belongs to the one process that has the version before, and that one fetches the next while it answers.
"""

import gc
import marshal
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from mopsbook.history.act import Written
from mopsbook.history.blobs import Blobs
from mopsbook.history.deed import Deed, FileDeed, work_out_part
from mopsbook.history.git import Repository
from mopsbook.history.logged import Entry
from mopsbook.history.states import States
from mopsbook.kinds.kind import Kinds
from mopsbook.processes import count_processes

# Below so many commits the processes cost more than they save. Each holds versions of its own, so there are few of them.
_MUCH, _MOST = 500, 3


def count_helpers(commits: int) -> int:
    """Return how many processes help with so many commits: none where forking is not safe or not worth it."""
    processes = count_processes() if commits >= _MUCH else 1
    return min(processes, _MOST) if processes > 1 else 0


@contextmanager
def hire(repository: Repository, kinds: Kinds, commits: int) -> Iterator["Beside | None"]:
    """Give helpers for so many commits, None if there are to be none; they end with the context."""
    number = count_helpers(commits)
    beside = Beside([_Helper(repository, kinds) for _ in range(number)]) if number else None
    try:
        yield beside
    finally:
        if beside:
            beside.close()


class Beside:
    """Helpers that answer in the order in which they were asked."""

    def __init__(self, helpers: Sequence["_Helper"]) -> None:
        self._helpers = helpers

    def ask(self, entries: Iterable[Entry]) -> None:
        """Let it be worked out what was done to some files."""
        jobs: list[list[Entry]] = [[] for _ in self._helpers]
        for entry in entries:
            jobs[hash(entry.path) % len(jobs)].append(entry)
        for helper, own in zip(self._helpers, jobs, strict=True):
            helper.ask(own)

    def answer(self) -> Mapping[Entry, FileDeed]:
        """Return what was asked for at once, but for that of which not all could be read."""
        return {entry: part for helper in self._helpers for entry, part in helper.answer()}

    def close(self) -> None:
        """End the helpers."""
        for helper in self._helpers:
            helper.close()


class _Helper:
    """A process that works out what was done to files. If it should end, nobody has to wait for it."""

    def __init__(self, repository: Repository, kinds: Kinds) -> None:
        fork = get_context("fork")
        self._line, other = fork.Pipe()
        self._process = fork.Process(target=_serve, args=(other, self._line, repository, kinds), daemon=True)
        self._process.start()
        other.close()
        self._asked: deque[Sequence[Entry]] = deque()

    def ask(self, entries: Sequence[Entry]) -> None:
        self._asked.append(entries)
        # A pickle of thousands of small values takes longer to make than the values.
        with suppress(OSError):
            self._line.send_bytes(marshal.dumps([tuple(entry) for entry in entries]))

    def answer(self) -> Iterator[tuple[Entry, FileDeed]]:
        asked = self._asked.popleft()
        try:
            found = marshal.loads(self._line.recv_bytes())
        except (EOFError, OSError):
            return
        for entry, part in zip(asked, found, strict=True):
            if part:
                keys, acts, *rest, known_otherwise = part
                deed = Deed(tuple([Written(*act) for act in acts]), *rest)
                yield entry, FileDeed(frozenset(keys), deed, known_otherwise)

    def close(self) -> None:
        self._line.close()
        self._process.terminate()
        self._process.join()


def _serve(line: Connection, other: Connection, repository: Repository, kinds: Kinds) -> None:
    # Ctrl+C reaches every process of the group, and one of them is enough to say so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    other.close()
    # What the collector does not look at need not be copied.
    gc.freeze()
    waiting: SimpleQueue[list[Entry] | None] = SimpleQueue()
    # All that is asked is taken off the line at once: two who only speak and do not listen would wait for each other for ever.
    threading.Thread(target=_listen, args=(line, waiting), daemon=True).start()
    with suppress(OSError), Blobs(repository) as blobs:
        states = States(blobs, kinds)
        # While git looks for the first commit, there is nothing else to do.
        blobs.begin()
        for kind in kinds.values():
            kind.validator  # noqa: B018  # made when it is asked for first
        entries = waiting.get()
        while entries is not None:
            states.fetch(entries)
            # Each question has its answer, be it an empty one.
            known = not waiting.empty()
            following = waiting.get() if known else None
            states.ask(following or ())
            line.send_bytes(marshal.dumps([_work_out(entry, states, blobs) for entry in entries]))
            entries = following if known else waiting.get()


def _listen(line: Connection, waiting: "SimpleQueue[list[Entry] | None]") -> None:
    with suppress(EOFError, OSError):
        while True:
            waiting.put([Entry(*entry) for entry in marshal.loads(line.recv_bytes())])
    waiting.put(None)


def _work_out(entry: Entry, states: States, blobs: Blobs) -> Any:
    lost = blobs.lost
    keys, deed, known_otherwise = work_out_part(entry, states)
    # Who asked will find out what is lost, and count it.
    if blobs.lost > lost:
        return None
    return list(keys), [tuple(act) for act in deed.acts], deed.came, deed.left, deed.broken, known_otherwise
