"""What tests of pictures share: a book made of documents, and every picture of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from stacks import Documents, make_book

from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.draw import draw_for, draw_for_book
from mopsbook.diagrams.picture import Picture

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def catalog(tmp_path: Path) -> Callable[[Documents], Catalog]:
    """A function that makes the catalog of some documents."""
    return lambda documents: make_book(tmp_path, documents)


def draw_all(catalog: Catalog) -> dict[str, Picture]:
    """Return every picture of a book, by what it shows."""
    pictures = {f"book/{name}": picture for name, picture in draw_for_book(catalog).items()}
    for entity in catalog.entities:
        for picture in draw_for(entity, catalog):
            pictures[f"{entity.kind.name}/{entity.id}/{picture.id}"] = picture
    return pictures


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Chromium. Without one the tests are skipped on a desk, and fail in CI, where nobody would notice."""
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
            browser = playwright.chromium.launch(executable_path=found, args=switches)
        except Error as error:
            if os.environ.get("CI"):
                pytest.fail(f"there is no Chromium that starts: {error}")
            pytest.skip("there is no Chromium that starts; `playwright install chromium` brings one")
        yield browser
        browser.close()
