"""`python -m bench.read_past FOLDER`: read the history of a book, as a build does, and nothing else."""

import sys
from pathlib import Path

from mopsbook.history.read import read_history
from mopsbook.history.settings import Settings
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout

if __name__ == "__main__":
    layout = find_layout(Path(sys.argv[1]))
    kinds = load_kinds()
    # With a second word it stops here: that much is spent on the start.
    if not sys.argv[2:]:
        log = read_history(layout, kinds, Settings(most=1_000_000))
        print(f"{len(log.changes)} changes")
        sys.exit(log.missing or 0)
