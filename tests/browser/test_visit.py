"""New since your last visit: what a reader's browser remembers, and what it shows."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from small_book import build, small_documents, write_book

# The clock of the tab is set: a visit on Tuesday, the next one on Thursday.
TUESDAY, LATER, THURSDAY = "2026-11-03T09:00:00", "2026-11-03T13:30:00", "2026-11-05T09:00:00"


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], Any]) -> Any:
    """The small book served, and a function that gives its stamps the state of another day."""
    folder = tmp_path_factory.mktemp("visit")
    documents = small_documents()
    before = {name: dict(one) if isinstance(one, dict) else one for name, one in documents.items()}
    build(write_book(folder / "book", documents), folder / "before")
    documents = before
    documents["systems/marketo.yaml"]["vendor"] = "Somebody else"
    documents["systems/zoom.yaml"] = {"kind": "system", "id": "zoom", "title": "Zoom <b>", "purpose": "Shows faces."}
    documents["teams/sales.yaml"] |= {"last_reviewed": "2026-11-04"}
    build(write_book(folder / "book", documents), folder / "after")
    site = serve(folder / "after")
    file = folder / "after" / "assets" / "mopsbook" / "stamps.json"
    states = [(folder / one / "assets" / "mopsbook" / "stamps.json").read_bytes() for one in ("before", "after")]

    def show(new: bool) -> None:
        file.write_bytes(states[new])
        # A server tells two states of a file apart by the second.
        os.utime(file, (0, file.stat().st_mtime + 60 * next(turns)))

    turns = count()
    return site, show


def _at(tab: Any, time: str) -> None:
    tab.page.clock.set_fixed_time(time)


def _wait_until_remembered(tab: Any, time: str) -> None:
    """Wait until the page has done with this visit: what it shows, it shows together with that."""
    tab.page.wait_for_function(
        "(time) => Object.entries(localStorage).some(([name, value]) => name.endsWith(':last') && Number(value) === time)",
        arg=tab.page.evaluate("(time) => new Date(time).getTime()", time),
    )


def _marked(tab: Any) -> set[str]:
    return set(tab.page.locator("tr[data-mb-row] a.mb-ref:has(.mb-new)").all_inner_texts())


def _begin(tab: Any, versions: Any) -> str:
    """Pay a first visit on Tuesday, and let the book change after it."""
    site, show = versions
    show(False)
    _at(tab, TUESDAY)
    tab.go(site.url)
    _wait_until_remembered(tab, TUESDAY)
    assert tab.page.locator(".mb-visit").count() == 0
    show(True)
    return str(site.url)


def test_the_first_visit_knows_nothing_new_and_the_next_what_changed(tab: Any, versions: Any) -> None:
    """Home names what was added or changed since the visit before, and nothing that was merely reviewed."""
    url = _begin(tab, versions)
    _at(tab, THURSDAY)
    tab.page.goto(url)
    tab.page.locator(".mb-visit").wait_for()
    assert tab.page.locator(".mb-visit h2").inner_text() == "New since your last visit (3 November): 2 systems"
    assert tab.page.locator(".mb-visit li").all_inner_texts() == ["Marketo", "Zoom <b>"]


def test_a_mark_goes_once_the_page_was_opened(tab: Any, versions: Any) -> None:
    """Chips and rows of an index carry the mark, with words for who cannot see it, until the entity was opened."""
    url = _begin(tab, versions)
    _at(tab, THURSDAY)
    tab.page.goto(url + "systems/")
    tab.page.locator("tr[data-mb-row] .mb-new").first.wait_for()
    assert _marked(tab) == {"Marketo", "Zoom <b>"}
    row = tab.page.locator("tr[data-mb-row] a.mb-ref", has_text="Marketo").first
    assert row.get_by_role("img", name="new since your last visit").count() == 1
    row.click()
    tab.page.wait_for_url("**/systems/marketo/")
    tab.page.go_back()
    tab.page.wait_for_function("document.querySelectorAll('tr[data-mb-row] .mb-new').length === 1")
    assert _marked(tab) == {"Zoom <b>"}


def test_a_visit_lasts_over_a_break(tab: Any, versions: Any) -> None:
    """Who comes back after lunch is on the same visit: what was new in the morning is new, and what came meanwhile is told."""
    url = _begin(tab, versions)
    _at(tab, LATER)
    tab.page.goto(url)
    _wait_until_remembered(tab, LATER)
    assert tab.page.locator(".mb-visit").count() == 0, "in a first visit nothing is new"
    versions[1](False)
    _at(tab, THURSDAY)
    tab.page.goto(url)
    tab.page.locator(".mb-visit").wait_for()
    _at(tab, THURSDAY.replace("T09", "T14"))
    tab.page.goto(url + "teams/")
    tab.page.goto(url)
    tab.page.locator(".mb-visit").wait_for()
    assert "(3 November)" in tab.page.locator(".mb-visit h2").inner_text()


def test_everything_can_be_marked_as_seen(tab: Any, versions: Any) -> None:
    """One button takes all marks away, here and on the next page."""
    url = _begin(tab, versions)
    _at(tab, THURSDAY)
    tab.page.goto(url)
    tab.page.get_by_role("button", name="Mark all as seen").press("Enter")
    assert tab.page.locator(".mb-new").count() == 0
    assert tab.page.locator(".mb-visit").inner_text() == "Everything is marked as seen."
    _at(tab, THURSDAY.replace("T09", "T10"))
    tab.page.goto(url)
    _wait_until_remembered(tab, THURSDAY.replace("T09", "T10"))
    assert tab.page.locator(".mb-visit, .mb-new").count() == 0


@pytest.mark.parametrize(
    "spoilt", ["{", "[]", '{"seen": 1}', json.dumps({"before": 9, "seen": "", "latest": "", "fresh": {}})]
)
def test_a_memory_that_is_spoilt_is_a_first_visit(tab: Any, versions: Any, spoilt: str) -> None:
    """What another script left under our name breaks nothing."""
    url = _begin(tab, versions)
    tab.page.evaluate("(text) => localStorage.setItem('mopsbook:visit:/', text)", spoilt)
    _at(tab, THURSDAY)
    tab.page.goto(url)
    tab.page.wait_for_function("localStorage.getItem('mopsbook:visit:/').includes('latest')")
    assert tab.page.locator(".mb-visit, .mb-new").count() == 0


def test_without_storage_nothing_is_shown_and_nothing_asked_for(tab: Any, versions: Any) -> None:
    """A browser that keeps nothing shows the pages as they are, asks for no stamps and complains of nothing."""
    site, show = versions
    show(True)
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    tab.page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    tab.go(site.url, wait="networkidle")
    assert tab.page.locator(".mb-visit, .mb-new").count() == 0
    assert not [url for url in asked if url.endswith("stamps.json")]


def test_from_a_folder_nothing_is_shown(browser: Any, versions: Any) -> None:
    """A site that is opened as files, where no script may read a file, has no marks and no error."""
    page = browser.new_context().new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((versions[0].folder / "index.html").as_uri(), wait_until="networkidle")
    assert page.locator(".mb-visit, .mb-new").count() == 0
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('mopsbook:visit'))") == []
    assert [error for error in errors if "search_index.js" not in error] == []
    page.context.close()
