"""Say whether a book is the same in one process and in several: `python same_findings.py FOLDER`. See test_same_findings.py."""

import sys
from collections import Counter
from datetime import date
from pathlib import Path

from mopsbook.checks import run
from mopsbook.documents import kept_readings
from mopsbook.documents.load import load_shelf
from mopsbook.documents.plain import write_documents
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout

_TODAY = date(2026, 11, 22)


def main(folder: Path) -> None:
    """Read and check the book with one process and with three, and print how many findings of how many rules there are."""
    layout = find_layout(folder)
    kinds = load_kinds([layout.schemas])
    kept_readings.FEW = run.FEW = 1
    shelves: list[Shelf] = []
    for processes in (1, 3):
        with kept_readings.keep_readings(folder / "kept", kinds, processes) as read:
            shelves.append(load_shelf(layout, kinds, read=read))
    plain = load_shelf(layout, kinds)
    for shelf in shelves:
        assert shelf.documents == plain.documents
        # Equal values may still differ in their types and in the order of their keys.
        assert write_documents(shelf.documents) == write_documents(plain.documents)
        assert (shelf.troubles, shelf.sources, shelf.book) == (plain.troubles, plain.sources, plain.book)
    alone = run.run_checks(plain, _TODAY, processes=1)
    for shelf in shelves:
        shared = run.run_checks(shelf, _TODAY, processes=3)
        assert shared == alone
        assert "\n".join(map(repr, shared)) == "\n".join(map(repr, alone))
    rules = Counter(finding.rule for finding in alone)
    print(len(alone), len(rules))


main(Path(sys.argv[1]))
