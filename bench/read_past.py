"""`python -m bench.read_past FOLDER`: read the history of a book, as a build does, and nothing else."""

import gc
import os
import sys
from pathlib import Path

from mopsbook.history.read import read_history
from mopsbook.history.settings import Settings
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout


def _read(folder: Path, *, nothing: bool) -> None:
    layout = find_layout(folder)
    kinds = load_kinds()
    # That much is spent on the start.
    if nothing:
        return
    log = read_history(layout, kinds, Settings(most=1_000_000))
    print(f"{len(log.changes)} changes", flush=True)
    if log.missing:
        sys.exit(log.missing)


if __name__ == "__main__":
    # As every command does (cli/__init__.py): nothing is collected on the way, nor given back value by value at the end.
    gc.disable()
    _read(Path(sys.argv[1]), nothing=bool(sys.argv[2:]))
    os._exit(0)
