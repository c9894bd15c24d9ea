"""A book in a temporary folder whose documents are renamed: what the tests of `mopsbook rename` share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mopsbook.checks.own.read import read_own_rules
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.rename import Plan, plan_renaming
from mopsbook.editing.renaming import find_renaming
from mopsbook.editing.write_files import write_files
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout

TODAY = date(2026, 11, 22)


def load(layout: Layout) -> Shelf:
    return load_shelf(layout, load_kinds([layout.schemas]))


def plan(layout: Layout, old: str, new: str) -> Plan:
    shelf = load(layout)
    named = [name for rule in read_own_rules(shelf, TODAY).by_name.values() for name in rule.named]
    return plan_renaming(shelf, layout, find_renaming(shelf, old, new), named)


def rename(layout: Layout, old: str, new: str) -> Plan:
    made = plan(layout, old, new)
    write_files(layout.root, made.files)
    return made


def write(layout: Layout, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = layout.knowledge / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def read(layout: Layout) -> dict[str, bytes]:
    """Return every file of the knowledge folder."""
    return {
        path.relative_to(layout.knowledge).as_posix(): path.read_bytes()
        for path in sorted(layout.knowledge.rglob("*"))
        if path.is_file()
    }
