"""Progress: how far long work is, on one line of the terminal that is gone when the work is done; in a pipe nothing."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mopsbook.terminal.screen import can_rewrite

_CLEAR = "\r\033[K"


def progress_bar(what: str) -> Callable[[int, int], None] | None:
    """Return a function that shows how far things are on one line of the terminal; None where there is no terminal."""
    if not can_rewrite(sys.stderr):
        return None

    def show(done: int, total: int) -> None:
        line = _CLEAR if done >= total else f"\r{what} {done:,} of {total:,}"
        print(line, end="", file=sys.stderr, flush=True)

    return show


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Show what is being done while the block runs, for work that cannot be counted."""
    shown = can_rewrite(sys.stderr)
    if shown:
        print(f"{_CLEAR}{what} ...", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if shown:
            print(_CLEAR, end="", file=sys.stderr, flush=True)
