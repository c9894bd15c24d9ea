"""Make the pages of a large build in several processes, whole as they are written, ahead of MkDocs asking for them one by one.

A page is a pure function of the book and of the theme, and a forked process has both without a byte being copied. Where a
process cannot be forked safely, where another plugin wants to see pages while they are made, and where there is little to do,
MkDocs makes them one by one. What comes out is the same.

It does not share out by `processes.py`, which gives all results at the end and keeps each until then: MkDocs writes a page and lets
it go, and to wait for one page, while others are made, is what an executor of Python's own library is for.
"""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from typing import Any

import jinja2
from mkdocs.commands.build import get_context as get_variables
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation

from mopsbook.processes import count_processes
from mopsbook.site.book_page import BookPage, Made

# Below this the processes cost more than they save.
_FEW = 24
# So many pages a process takes at once, fewer where one of them may be as much work as the rest.
_AT_ONCE = 8
_SHARES = 16
# What MkDocs asks plugins while it makes a page. All but these plugins would have to be asked in the one process.
_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context")
_LEAVE_OURS_ALONE = ("mopsbook.site.", "material.plugins.search.", "mkdocs.contrib.search")

Print = Callable[[BookPage], str]


class Ahead:
    """Has pages made in other processes, as long as they are asked for in the order in which they were given."""

    def __init__(self, pages: Sequence[BookPage], processes: int) -> None:
        self._pages, self._processes = list(pages), processes
        self._pool: ProcessPoolExecutor | None = None
        self._made: Iterator[tuple[str, Made]] = iter(())
        self._next = 0

    def begin(self, how: Print) -> None:
        """Have the pages made from now on. `how` makes one as it is written, from the theme; it is the same for all."""
        if self._processes < 2:
            return
        others = {process.pid for process in active_children()}
        # What the collector does not look at, no process has to copy.
        gc.freeze()
        try:
            self._pool = ProcessPoolExecutor(self._processes, get_context("fork"), _begin, (self._pages, how))
            at_once = min(_AT_ONCE, len(self._pages) // _SHARES + 1)
            self._made = self._pool.map(_make, range(len(self._pages)), chunksize=at_once)
        except (OSError, NotImplementedError):
            # A container may have a bound for processes, or no semaphores. Those that were started wait for work that never comes.
            for process in [one for one in active_children() if one.pid not in others]:
                process.kill()
                process.join()
            self.close()

    def take(self, page: BookPage) -> tuple[str, Made] | None:
        """Return a page as it is written, and what is to be known of it; None if it has to be made here.

        Raises what making it raises, in whichever process that was.
        """
        if self._pool is None or self._next == len(self._pages) or page is not self._pages[self._next]:
            return None
        self._next += 1
        try:
            found = next(self._made)
        except BrokenProcessPool:
            # The system took a process and with it what that had made. The rest can be made here.
            self.close()
            return None
        if self._next == len(self._pages):
            self.close()
        return found

    def close(self) -> None:
        """End the processes; whatever else is asked for is made here."""
        self._processes = 1
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
            gc.unfreeze()


def choose_processes(pages: int, config: MkDocsConfig) -> int:
    """Return in how many processes so many pages are made: 1 where forking is not safe, not wanted or not worth it."""
    asked = [ask for event in _EVENTS for ask in config.plugins.events[event]]
    if pages < _FEW or any(not getattr(ask, "__module__", "").startswith(_LEAVE_OURS_ALONE) for ask in asked):
        return 1
    return count_processes()


def print_ahead(
    env: jinja2.Environment, ahead: Ahead, config: MkDocsConfig, files: Sequence[File], nav: Navigation
) -> None:
    """Let the template that MkDocs fills in for every page take those of ours that were made ahead; begin to make them."""
    template = env.get_template("main.html")
    fill_in = template.root_render_func

    def fill(page: BookPage) -> str:
        page.active = True
        try:
            variables = get_variables(nav, files, config, page)
            return "".join(fill_in(template.new_context(dict(variables))))
        finally:
            page.active = False

    def root(context: jinja2.runtime.Context, *rest: Any) -> Iterator[str]:
        page = context.get("page")
        if isinstance(page, BookPage) and page.is_put_off:
            found = ahead.take(page)
            if found:
                page.put_on(found[1])
                yield found[0]
                return
            page.put_on(page.make())
        yield from fill_in(context, *rest)

    template.root_render_func = root
    ahead.begin(fill)


# What a process was started with.
_pages: list[BookPage] = []
_how: list[Print] = []


def _begin(pages: Sequence[BookPage], how: Print) -> None:
    _pages[:] = pages
    _how[:] = [how]
    gc.disable()
    # Ctrl+C reaches every process of the group, and one of them is enough to say so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What the one that was asked does when it is to end is not to be done twice.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    threading.Thread(target=_end_with_starter, daemon=True).start()


def _end_with_starter() -> None:
    """End this process when the one that started it is gone: nothing else tells it so, and it would wait for work for ever."""
    starter = parent_process()
    assert starter is not None
    starter.join()
    os._exit(1)


def _make(index: int) -> tuple[str, Made]:
    page = _pages[index]
    made = page.make()
    html = _how[0](page)
    page.let_go()
    return html, made
