"""A small book for answers: read once, checked, and as a repository that commands can be run in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.make import make_catalog
from mopsbook.checks.run import run_checks
from mopsbook.cli.commands import cli
from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout
from mopsbook.today import today
from small_book import EPOCH, at, small_documents, write_book


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small book."""
    return write_book(tmp_path_factory.mktemp("answers"), small_documents())


@pytest.fixture(scope="session")
def catalog(root: Path) -> Catalog:
    """The small book on the day of its dates."""
    with at():
        shelf = load_shelf(find_layout(root), load_kinds())
        return make_catalog(shelf, run_checks(shelf, today()), today())


@pytest.fixture
def ask(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """A function that runs a command in the book, its output in a pipe."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))

    def run(*words: str) -> Result:
        return CliRunner().invoke(cli, list(words))

    return run
