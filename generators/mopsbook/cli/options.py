"""What several commands share: reading a book with progress, and paths that must exist."""

import sys
from collections.abc import Callable
from pathlib import Path

from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout


def read_shelf(layout: Layout) -> Shelf:
    """Read a book, with the kinds of its own, and show progress on a terminal."""
    return load_shelf(layout, load_kinds([layout.schemas]), progress_bar("Reading"))


def progress_bar(what: str) -> Callable[[int, int], None] | None:
    """Return a function that shows how far things are on one line of the terminal; None where there is no terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\r\033[K" if done >= total else "\r"
        print(f"{what} {done:,} of {total:,}", end=end, file=sys.stderr, flush=True)

    return show


def existing(paths: tuple[str, ...]) -> list[Path]:
    """Return the paths, or raise SetupError for the first one that is not there."""
    found = [Path(path) for path in paths]
    for path in found:
        if not path.exists():
            raise SetupError(f"there is no `{path}`", "Name files or folders of a knowledge base.")
    return found
