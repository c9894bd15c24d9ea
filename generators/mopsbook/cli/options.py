"""What several commands share: reading a book with progress, paths that must exist, the width of the terminal."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mopsbook.documents.kept_readings import keep_readings
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout, find_layout, look_for_layout
from mopsbook.terminal.progress import doing, progress_bar
from mopsbook.terminal.screen import standard_output
from mopsbook.today import today
from mopsbook.words import nearest

if TYPE_CHECKING:
    from mopsbook.catalog.catalog import Catalog


def read_shelf(layout: Layout, get_ready: Callable[[], None] | None = None) -> Shelf:
    """Read a book, with the kinds of its own, and show progress on a terminal.

    `get_ready` is what has to be done here in any case; of a large book it is done while another process reads.
    """
    # Where nothing is read, as for the Tab key, nothing of git is needed.
    from mopsbook.history.left_out import find_left_out

    progress = progress_bar("Reading")
    kinds = load_kinds([layout.schemas])
    with keep_readings(layout.cache, kinds, get_ready=get_ready) as read:
        shelf = load_shelf(layout, kinds, progress, read, find_left_out(layout))
    if progress:
        progress(1, 1)
    return shelf


def read_catalog(layout: Layout, *, checked: bool = True) -> "Catalog":
    """Read a book and return its graph; without findings if nobody asks for them, which is twice as quick."""
    from mopsbook.catalog.make import make_catalog
    from mopsbook.checks.run import run_checks

    shelf = read_shelf(layout)
    with doing("Checking" if checked else "Connecting"):
        return make_catalog(shelf, run_checks(shelf, today()) if checked else (), today())


def write_json(value: Mapping[str, Any]) -> None:
    """Write a value for programs on standard output."""
    import json

    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def terminal_width() -> int:
    """Return how many columns the terminal has that reads along; 0 where the output goes elsewhere."""
    return standard_output().width


def colour_wanted() -> bool:
    """Return whether the terminal that reads along shows colours."""
    return standard_output().colour


def existing(paths: tuple[str, ...], hint: str = "Name files or folders of a knowledge base.") -> list[Path]:
    """Return the paths, or raise SetupError for the first one that is not there."""
    found = [Path(path) for path in paths]
    for path in found:
        try:
            there = path.exists()
        except (OSError, ValueError):
            there = False
        if not there:
            raise SetupError(f"there is no `{path}`", _near_path(path) or hint)
    return found


def _near_path(path: Path) -> str:
    """Return "did you mean ...?" with the file or folder of the book whose name is nearest, or nothing."""
    try:
        layout = look_for_layout(Path.cwd())
        inside = sorted(layout.knowledge.rglob("*")) if layout else []
    except OSError:
        return ""
    names = {each.stem if each.is_file() else each.name: each for each in reversed(inside)}
    near = nearest(path.stem, names)
    return f"did you mean `{os.path.relpath(names[near])}`?" if near else ""


def standing(path: Path) -> Path:
    """Return where a path itself is, links among its folders followed and not the last step."""
    return path.parent.resolve() / path.name if path.name else path.resolve()


def layout_of(paths: Sequence[Path]) -> Layout:
    """Return the layout of the one book that all paths belong to. Raises SetupError for paths outside of it."""
    layout = find_layout(_folder(paths[0]) if paths else None)
    inside = 0
    for path in paths:
        other = find_layout(_folder(path))
        if other != layout:
            message = f"`{paths[0]}` and `{path}` belong to two books, in {layout.root} and {other.root}"
            raise SetupError(message, "Check one book at a time.")
        whole = layout.knowledge.resolve()
        # A link belongs where it stands, wherever it leads.
        inside += any(
            part == whole or part in whole.parents or whole in part.parents for part in (path.resolve(), standing(path))
        )
    # Tools that pass on whatever changed may name other files besides.
    if paths and not inside:
        raise SetupError(
            f"`{paths[0]}` is no part of the book in {layout.knowledge}", "Name files or folders below it."
        )
    return layout


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent
