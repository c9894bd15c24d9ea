"""What tests share: a book made of a few files, and the flag that rewrites golden files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout, find_layout
from reference_site import ReferenceSite, build_reference_site

Files = Mapping[str, str | bytes]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="Write what came out into the golden files.")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--rewrite-golden") and hasattr(config, "workerinput"):
        raise pytest.UsageError("--rewrite-golden wants one process: two would write over each other (leave out -n)")


def write_files(folder: Path, files: Files) -> None:
    """Write each file below the folder. Text is UTF-8 with plain line ends."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """An empty book: a knowledge folder and a minimal mkdocs.yml."""
    write_files(tmp_path, {"mkdocs.yml": "site_name: Test\ndocs_dir: knowledge\nplugins: [mopsbook]\n"})
    (tmp_path / "knowledge").mkdir()
    return find_layout(tmp_path)


@pytest.fixture
def book(layout: Layout) -> Callable[..., Shelf]:
    """A function that writes files into the knowledge folder (and schemas beside it) and returns the Shelf."""

    def make(files: Files, schemas: Files | None = None) -> Shelf:
        write_files(layout.knowledge, files)
        write_files(layout.schemas, schemas or {})
        return load_shelf(layout, load_kinds([layout.schemas]))

    return make


@pytest.fixture(scope="session")
def reference_site(tmp_path_factory: pytest.TempPathFactory) -> ReferenceSite:
    """The site of this repository's own book.

    It takes seconds: tests that want it belong to the group "reference site", whose tests run in one process.
    """
    return build_reference_site(tmp_path_factory.mktemp("reference") / "site")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, one for all tests of a process: Playwright starts once in each.

    Without one the tests are skipped on a desk, and fail in CI, where nobody would notice.
    """
    from playwright.sync_api import Error, sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    switches = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, names)), None) or playwright.chromium.executable_path
        try:
            chromium = playwright.chromium.launch(executable_path=found, args=switches)
        except Error as error:
            if os.environ.get("CI"):
                pytest.fail(f"there is no Chromium that starts: {error}")
            pytest.skip("there is no Chromium that starts; `playwright install chromium` brings one")
        yield chromium
        chromium.close()
