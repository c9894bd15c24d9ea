"""A folder to import into, and a door to the command as people use it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mopsbook.checks.finding import Finding
from mopsbook.checks.run import run_checks
from mopsbook.cli.import_ import command
from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout

Importer = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Importer:
    """Import `records` (text or bytes) by `map_` into tmp_path/book, and return what the command said."""

    def do(kind: str, records: str | bytes, map_: str, *options: str, name: str = "list.csv") -> Result:
        source, mapping = tmp_path / name, tmp_path / "some.map.yaml"
        source.write_bytes(records.encode() if isinstance(records, str) else records)
        mapping.write_text(map_, encoding="utf-8")
        arguments = [kind, str(source), "--map", str(mapping), "--into", str(tmp_path / "book"), *options]
        return CliRunner().invoke(command, arguments, standalone_mode=False, catch_exceptions=False)

    return do


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], str]:
    """Return the text of a file of the book."""
    return lambda name: (tmp_path / "book" / "knowledge" / name).read_text(encoding="utf-8")


@pytest.fixture
def findings() -> Callable[[Path], Sequence[Finding]]:
    """Check a book as it is on disk."""
    return lambda folder: run_checks(load_shelf(find_layout(folder), load_kinds()), date(2026, 11, 22))
