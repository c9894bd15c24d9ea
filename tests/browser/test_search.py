"""Search finds an entity by its name, its id, its other names and a rare word of its prose."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from mopsbook.catalog.addresses import page_of
from mopsbook.layout import find_layout
from mopsbook.pages.entity import search_entry
from mopsbook.pipeline import make_book
from mopsbook.today import today


def _results(tab: Any) -> list[str]:
    tab.page.locator(".md-search-result__item a").first.wait_for(timeout=20_000)
    # The search runs in a worker and answers each letter: what stands there is the answer once it stays the same.
    before: list[str] = []
    for _ in range(40):
        tab.page.wait_for_timeout(350)
        links = tab.page.evaluate(
            "[...document.querySelectorAll('.md-search-result__item > a.md-search-result__link')].map((e) => e.pathname)"
        )
        if links and links == before:
            break
        before = links
    return [link.strip("/") for link in before]


def _search(tab: Any, words: str) -> list[str]:
    box = tab.page.locator("input.md-search__input")
    box.fill("")
    tab.page.wait_for_function("!document.querySelector('.md-search-result__item')")
    box.press_sequentially(words)
    return _results(tab)


@pytest.fixture(scope="module")
def wanted() -> dict[str, list[tuple[str, str]]]:
    """For a document of each kind: what people type, and the page they want."""
    catalog = make_book(find_layout(Path(__file__).resolve().parents[2]), today()).catalog
    texts = {
        entity: set(re.findall(r"(?<!\S)[a-z]{12,}(?!\S)", search_entry(entity).text.lower()))
        for entity in catalog.entities
    }
    seen: dict[str, int] = {}
    for words in texts.values():
        for word in words:
            seen[word] = seen.get(word, 0) + 1
    found: dict[str, list[tuple[str, str]]] = {"name": [], "id": [], "alias": [], "word": []}
    for kind in catalog.kinds.shown:
        for entity in list(catalog.of_kind(kind))[:2]:
            found["name"].append((entity.title, page_of(entity)))
            found["id"].append((entity.id, page_of(entity)))
        found["alias"] += [(entity.aliases[0], page_of(entity)) for entity in catalog.of_kind(kind) if entity.aliases][
            :2
        ]
        rare = ((sorted(word for word in texts[entity] if seen[word] == 1), entity) for entity in catalog.of_kind(kind))
        found["word"] += [(words[0], page_of(entity)) for words, entity in rare if words][:2]
    return found


@pytest.mark.parametrize("way", ["name", "id", "alias", "word"])
def test_search_finds_what_people_type(
    tab: Any, reference: Any, wanted: dict[str, list[tuple[str, str]]], way: str
) -> None:
    """By its name, its id, its other name or a rare word, the page is among the first five results."""
    tab.go(reference.url)
    tab.page.locator("input.md-search__input").focus()
    missed = []
    for words, path in wanted[way]:
        results = _search(tab, words)
        if path not in results[:5]:
            missed.append((words, path, results[:4]))
    assert wanted[way]
    assert missed == []


def test_the_invitation_on_home_leads_into_the_search_box(tab: Any, reference: Any) -> None:
    """Who clicks on "Search systems, ..." on Home can type at once."""
    tab.go(reference.url)
    tab.page.locator(".mb-hero .mb-search").click()
    tab.page.wait_for_function("document.activeElement.matches('input.md-search__input')", timeout=5_000)
