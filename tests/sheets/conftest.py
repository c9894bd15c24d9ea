"""A small book, and doors to the two commands as people use them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mopsbook.cli import export, import_
from small_book import small_documents, write_book


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small book on disk."""
    return write_book(tmp_path, small_documents())


@pytest.fixture
def send(root: Path) -> Callable[..., Path]:
    """Export a kind, and return the file: `send("system", "xlsx")`."""

    def do(kind: str, ending: str = "csv", *options: str, book: Path = root) -> Path:
        file = book / f"{kind}.{ending}"
        arguments = [kind, f"--{ending}", str(file), "--book", str(book), "--force", *options]
        done = CliRunner().invoke(export.command, arguments, standalone_mode=False, catch_exceptions=False)
        assert done.return_value == 0
        return file

    return do


@pytest.fixture
def take(root: Path) -> Callable[..., Result]:
    """Take a sheet back, and return what the command said."""

    def do(kind: str, file: Path, *options: str, book: Path = root) -> Result:
        arguments = [kind, str(file), "--into", str(book), *options]
        return CliRunner().invoke(import_.command, arguments, standalone_mode=False, catch_exceptions=False)

    return do
