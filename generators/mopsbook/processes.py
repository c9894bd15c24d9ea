"""Work shared out among processes, where a process can be forked safely: on Linux, while this one has no other threads.

A forked process has everything that this one has without a byte being copied. What it made of a task it leaves as plain values in
memory that both can see, and this one takes it from there between two tasks of its own. What does not come back whole (it was
killed, there was no memory left, our own mistake) is made here: so nothing is lost, nothing waits for ever, and an exception is
raised where somebody can catch it.

This is for tasks that are known before there are other processes and whose results are wanted together at the end; `aside.py` is
one such task. Two modules ask whether they may fork here, and then go ways of their own, because this one cannot do what they need:
`site/ahead.py` hands results on one after the other, in order, while later ones are being made, and `history/beside.py` asks what it
only learns while it reads, always the process that knows the file. To wait for one result needs somebody who says that it is there,
and to ask later needs a line that both read; here there is neither, which is why it needs no thread and a result costs no more than
one write.
"""

import gc
import marshal
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Generic, NoReturn, TypeVar

from msgspec import Struct

T = TypeVar("T")

# Each process comes to own a copy of what it looks at, so memory sets a bound before the processor does.
_MOST = 4
# A number for each task goes through a pipe, two bytes each. Every system has room for so many without anybody reading.
_MOST_TASKS = 2_000
_HEAD = 8
# Other systems have no SIGHUP, and fork nothing.
_ENDS = {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
# A process that was forked later is one of several already, whoever forked it.
_FIRST = os.getpid()


def count_processes() -> int:
    """Return how many processes may share work: 1 where forking is not safe, and in a process that was forked itself."""
    if not sys.platform.startswith("linux") or os.getpid() != _FIRST:
        return 1
    try:
        # The system knows of threads that Python does not.
        alone = len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208  # names are enough
    except OSError:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST) if alone else 1


class Way(Struct, Generic[T], frozen=True):
    """How results travel from a process to the one that started it: as what `marshal` can say, which is plain values."""

    pack: Callable[[T], Any]
    unpack: Callable[[Any], T]


class Shared(Generic[T]):
    """Tasks that other processes have begun with. They are ended with the `with` block, whether or not it asked for the results."""

    def __init__(self, tasks: Sequence[Callable[[], T]], way: Way[T], processes: int) -> None:
        """Begin with the tasks in so many processes. Each takes the next task that nobody has taken."""
        if len(tasks) > _MOST_TASKS:
            raise ValueError(f"at most {_MOST_TASKS} tasks can be shared out: let each do more")
        self._tasks, self._way = tasks, way
        self._queue = _Queue(range(len(tasks)))
        self._others: list[_Other] = []
        if processes < 1:
            return
        # Ctrl+C reaches every process of the group. The one that was asked says so and ends the others, once it knows them; to them
        # it stays blocked.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *_ENDS})
        try:
            try:
                while len(self._others) < min(processes, len(tasks)):
                    other = _start(tasks, way, self._queue)
                    if other is None:
                        break
                    self._others.append(other)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        except BaseException:
            self.end()
            raise

    def __enter__(self) -> "Shared[T]":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def results(self, tell: Callable[[int], None] | None = None) -> list[T]:
        """Return what the tasks return, in their order; those that nobody has taken are done here.

        `tell` is called now and then with the number of tasks that are done or being done. Raises what a task raises.
        """
        done: dict[int, T] = {}
        for number in self._queue:
            if tell:
                tell(number)
            done[number] = self._tasks[number]()
            # While the others go on: what was unpacked when they are done would be unpacked while they do nothing.
            for other in self._others:
                done |= self._unpack(other)
        for other in self._others:
            other.wait()
            done |= self._unpack(other)
        return [done[number] if number in done else task() for number, task in enumerate(self._tasks)]

    def _unpack(self, other: "_Other") -> dict[int, T]:
        return {number: self._way.unpack(packed) for number, packed in other.take()}

    def end(self) -> None:
        """End the processes; whatever they were at is lost."""
        self._queue.close()
        for other in self._others:
            other.end()


def share_out(
    tasks: Sequence[Callable[[], T]], way: Way[T], processes: int, tell: Callable[[int], None] | None = None
) -> list[T]:
    """Return what the tasks return, in their order, done by so many processes, of which this is one."""
    with Shared(tasks, way, processes - 1) as shared:
        return shared.results(tell)


class _Queue:
    """Numbers, each of which goes to one process alone: a pipe that was filled before there were others."""

    def __init__(self, numbers: range) -> None:
        self._out, into = os.pipe()
        with os.fdopen(into, "wb") as file:
            file.write(b"".join(number.to_bytes(2, "big") for number in numbers))

    def __iter__(self) -> Iterator[int]:
        while taken := os.read(self._out, 2):
            yield int.from_bytes(taken, "big")

    def close(self) -> None:
        os.close(self._out)


class _Other:
    """Another process, and the memory in which it leaves what it made.

    At the begin stands how much of it is whole. Then come the tasks it has done, each behind its length.
    """

    def __init__(self, pid: int, memory: int) -> None:
        self._pid, self._memory = pid, memory
        self._taken = _HEAD

    def take(self) -> Iterator[tuple[int, Any]]:
        """Yield what it has left since it was asked last: the number of a task, and what came of it, packed."""
        end = self._number_at(0)
        while self._taken < end:
            length = self._number_at(self._taken)
            begin, self._taken = self._taken + _HEAD, self._taken + _HEAD + length
            yield marshal.loads(os.pread(self._memory, length, begin))

    def wait(self) -> None:
        """Wait until nothing more will come from it."""
        self._reap()

    def _number_at(self, place: int) -> int:
        return int.from_bytes(os.pread(self._memory, _HEAD, place), "big")

    def end(self) -> None:
        """See to it that it is gone; it is still there if this process was interrupted."""
        if self._pid:
            with suppress(OSError):
                os.kill(self._pid, signal.SIGKILL)
            self._reap()
        os.close(self._memory)

    def _reap(self) -> None:
        # Who started us may have said that nobody asks how processes ended; then there is none to wait for at the end.
        with suppress(ChildProcessError):
            os.waitpid(self._pid, 0)
        self._pid = 0


def _start(tasks: Sequence[Callable[[], T]], way: Way[T], queue: _Queue) -> _Other | None:
    """Start a process that takes tasks; None if the system gives none."""
    try:
        memory = _open_memory()
    except OSError:
        return None
    starter = os.getpid()
    try:
        pid = os.fork()
    except OSError:
        os.close(memory)
        return None
    if not pid:
        _work(tasks, way, queue, memory, starter)
    return _Other(pid, memory)


def _open_memory() -> int:
    """Return a file that has no name and lies in memory; on the disk where Python was built for an old C library, as conda does."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("mopsbook")
    # Seldom needed, and it takes along much else.
    import tempfile

    handle, name = tempfile.mkstemp()
    os.unlink(name)  # noqa: PTH108  # as all else here, by what the system gives
    return handle


def _work(tasks: Sequence[Callable[[], T]], way: Way[T], queue: _Queue, memory: int, starter: int) -> NoReturn:
    """Be the other process: take tasks, leave what came of them, and end."""
    try:
        # What the one that was asked does when it is to end is not to be done twice.
        for end in _ENDS:
            signal.signal(end, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
        gc.disable()
        end = _HEAD
        for number in queue:
            packed = marshal.dumps((number, way.pack(tasks[number]())))
            if os.getppid() != starter:
                # Nobody is left to tell.
                os._exit(1)
            record = len(packed).to_bytes(_HEAD, "big") + packed
            if os.pwrite(memory, record, end) < len(record):
                # There is no room for more; who started this one does the rest.
                break
            end += len(record)
            os.pwrite(memory, end.to_bytes(_HEAD, "big"), 0)
    finally:
        # Nothing of what the other process would do at its end (flush, clean up, print a traceback) is to be done twice.
        os._exit(0)
