"""The pages of questions for a book of a few documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from asking import Ask

from mopsbook.layout import find_layout
from mopsbook.pages.fingerprint import Fingerprints
from mopsbook.pages.make import make_parts
from mopsbook.pages.page import Page
from mopsbook.pipeline import make_book, template_folders
from mopsbook.today import today
from small_book import at, write_book


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """A function that takes documents by path and returns the pages of their questions by name."""

    def make(documents: Mapping[str, Any]) -> Mapping[str, Page]:
        layout = find_layout(write_book(tmp_path, documents))
        with at():
            book = make_book(layout, today())
            parts = make_parts(book, template_folders(layout), Fingerprints(book, ""))
            pages = [
                draft.render() for name, drafts in parts.items() if name.startswith("questions") for draft in drafts
            ]
        return {page.path.removeprefix("questions/"): page for page in pages}

    return make
