"""Render the pages of a large build in several processes, ahead of MkDocs asking for them one by one.

A page is a pure function of the book, and a forked process has the whole book without a byte being copied. Where a
process cannot be forked safely (Windows, macOS, a preview server with threads of its own), and where there is little to
do, pages are rendered as they are asked for. What comes out is the same.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from mopsbook.pages.page import Draft, Page

# Below this the processes cost more than they save.
_FEW = 200
_AT_ONCE = 16
# Each process comes to own a copy of what it looks at, so memory sets a bound before the processor does.
_MOST = 4


class Renderer:
    """Renders drafts, ahead of time as long as they are asked for in the order in which they were given."""

    def __init__(self, drafts: Sequence[Draft], processes: int | None = None) -> None:
        self._drafts = list(drafts)
        self._processes = count_processes(len(drafts)) if processes is None else processes
        self._pool: ProcessPoolExecutor | None = None
        self._pages: Iterator[Page] = iter(())
        self._next = 0

    def render(self, draft: Draft) -> Page:
        """Return the page of a draft. Raises what rendering raises, in whichever process that was."""
        if self._processes > 1 and self._next < len(self._drafts) and draft is self._drafts[self._next]:
            if self._pool is None:
                self._start()
            self._next += 1
            page = next(self._pages)
            if self._next == len(self._drafts):
                self.close()
            return page
        return draft.render()

    def close(self) -> None:
        """End the processes; whatever else is asked for is rendered here."""
        self._processes = 1
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
            gc.unfreeze()

    def _start(self) -> None:
        # What the collector does not look at, no process has to copy.
        gc.freeze()
        self._pool = ProcessPoolExecutor(self._processes, get_context("fork"), _begin, (self._drafts,))
        self._pages = self._pool.map(_render, range(len(self._drafts)), chunksize=_AT_ONCE)


def count_processes(pages: int) -> int:
    """Return in how many processes so many pages are rendered: 1 where forking is not safe or not worth it."""
    if pages < _FEW or not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


# What a process was started with.
_drafts: list[Draft] = []


def _begin(drafts: Sequence[Draft]) -> None:
    _drafts[:] = drafts
    gc.disable()
    # Ctrl+C reaches every process of the group, and one of them is enough to say so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _render(index: int) -> Page:
    return _drafts[index].render()
