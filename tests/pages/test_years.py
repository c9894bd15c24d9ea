"""The page of a year: built for a book with a past, left as it is while the year does not change, missing for a new book."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from mopsbook.layout import find_layout
from mopsbook.pipeline import make_book
from mopsbook.site.menu import make_menu
from past_book import commit
from small_book import EPOCH, build, small_documents

pytestmark = pytest.mark.xdist_group("years")

PAGES = ("year/2025/index.html", "year/2026/index.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that was begun in the autumn of 2025, on which somebody worked in the summer of 2026."""
    folder = tmp_path_factory.mktemp("years")
    root, documents = folder / "book", small_documents()
    commit(root, documents, "Begin", 330)
    documents["systems/marketo.yaml"].update(tier=2, tags=["<b>bold</b>"])
    commit(root, documents, "Tier of <script>alert(1)</script>", 60)
    build(root, folder / "site")
    return folder / "site"


def test_each_year_has_a_page_that_tells_it_in_a_sentence(site: Path) -> None:
    then, now = ((site / page).read_text("utf-8") for page in PAGES)
    assert re.search(r'class="mb-lead">In 2025 the team documented [\d,]+ ', then)
    assert 'class="mb-lead">In 2026 so far the team made 1 change.<' in now
    assert "The history begins on 5 Nov 2025." in then
    assert "It is told until 1 Oct 2026." in now


def test_the_menu_leads_to_the_years_the_latest_first(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")
    assert re.findall(r"(\d{4}) in review", home)[:2] == ["2026", "2025"]


def test_a_year_leads_to_what_it_names_and_to_the_other_years(site: Path) -> None:
    html = (site / PAGES[1]).read_text("utf-8")
    assert 'href="../../systems/marketo/"' in html
    assert 'href="../../year/2025/"' in html


def test_a_year_that_is_over_is_not_written_again_when_something_changes_now(site: Path) -> None:
    root = site.with_name("book")
    before = {page: (site / page).stat().st_mtime_ns for page in PAGES}
    documents = small_documents()
    documents["systems/marketo.yaml"].update(tier=3, tags=["<b>bold</b>"])
    commit(root, documents, "Another tier", 1)
    build(root, site, dirty=True)
    after = {page: (site / page).stat().st_mtime_ns for page in PAGES}
    assert before[PAGES[0]] == after[PAGES[0]]
    assert before[PAGES[1]] < after[PAGES[1]]


def test_a_book_that_was_begun_last_week_has_no_year_to_look_back_on(tmp_path: Path) -> None:
    root, documents = tmp_path / "book", small_documents()
    commit(root, documents, "Begin", 6)
    book = make_book(find_layout(root), date.fromtimestamp(EPOCH))
    assert book.years == []
    assert {"What changed": "changes.md"} in make_menu(book, [], [])
