"""A folder to import into, and a door to the command as people use it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mopsbook.cli.import_ import command

Importer = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Importer:
    """Import `records` (text or bytes) by `map_` into tmp_path/book, and return what the command said."""

    def do(kind: str, records: str | bytes, map_: str, *options: str, name: str = "list.csv") -> Result:
        source, mapping = tmp_path / name, tmp_path / "some.map.yaml"
        source.write_bytes(records.encode() if isinstance(records, str) else records)
        mapping.write_text(map_, encoding="utf-8")
        arguments = [kind, str(source), "--map", str(mapping), "--into", str(tmp_path / "book"), *options]
        return CliRunner().invoke(command, arguments, standalone_mode=False)

    return do


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], str]:
    """Return the text of a file of the book."""
    return lambda name: (tmp_path / "book" / "knowledge" / name).read_text(encoding="utf-8")
