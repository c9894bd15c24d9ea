"""The marks that say since when: opened and closed by keyboard, and nothing on the page moves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from small_book import build, git, small_documents, write, write_book


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], Any]) -> Any:
    """The small book with a past of two commits, served."""
    folder = tmp_path_factory.mktemp("since")
    documents = small_documents()
    root = write_book(folder / "book", documents)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin")
    system = {**documents["systems/marketo.yaml"], "vendor": "Somebody else", "description": "Other words."}
    write(root / "knowledge" / "systems" / "marketo.yaml", json.dumps(system))
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Marketo was sold (#12)")
    build(root, folder / "site")
    return serve(folder / "site")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_mark_opens_its_note_by_keyboard_and_nothing_moves(tab: Any, changed: Any, width: int) -> None:
    """Enter opens the note within the window, Tab reaches its links, Escape closes it, and the page keeps its height."""
    tab.page.set_viewport_size({"width": width, "height": 800})
    tab.go(changed.url + "systems/marketo/")
    mark = tab.page.locator("dl.mb-facts .mb-since").first
    note = tab.page.locator("#" + mark.get_attribute("popovertarget"))
    assert not note.is_visible()
    height = tab.page.evaluate("document.documentElement.scrollHeight")
    mark.focus()
    tab.page.keyboard.press("Enter")
    assert note.is_visible() and "Somebody else" in note.inner_text()
    assert tab.page.evaluate("document.documentElement.scrollHeight") == height
    box = note.bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= width and box["y"] + box["height"] <= 800
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.closest('.mb-note') !== null")
    tab.page.keyboard.press("Escape")
    assert not note.is_visible()
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_heading_with_a_mark_is_listed_by_its_name(tab: Any, changed: Any) -> None:
    """The table of contents says what the section is called, and not since when."""
    tab.go(changed.url + "systems/marketo/")
    assert tab.page.locator("h2#_description .mb-since").count() == 1
    assert tab.page.locator(".md-nav--secondary a[href='#_description']").first.inner_text().strip() == "Description"
