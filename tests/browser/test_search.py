"""Search finds an entity by its name, its id, its other names and a rare word of its prose."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import defaultdict
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from held_back import hold_back
from mopsbook.catalog.addresses import page_of
from mopsbook.layout import find_layout
from mopsbook.pipeline import make_book
from mopsbook.today import today

pytestmark = pytest.mark.xdist_group("reference site")


_LINKS = """() => {
  const found = [...document.querySelectorAll(".md-search-result__item > a.md-search-result__link")].map((e) => e.pathname);
  return found.length ? found : null;
}"""


_READY = "!/initializing/i.test(document.querySelector('.md-search-result__meta').textContent)"


def _search(tab: Any, words: str) -> list[str]:
    """Return the pages that a search leads to, the best first."""
    box = tab.page.locator("input.md-search__input")
    # The search runs in a worker and answers each key that is let go. With one key for all that was typed there is one
    # answer, and once the last answer is gone, what stands there is this one.
    # Until its index is read the search says so. Once it is, it answers whatever stands in the box, half typed or not.
    tab.page.wait_for_function(_READY)
    box.fill("")
    box.press("Backspace")
    tab.page.wait_for_function("!document.querySelector('.md-search-result__item')")
    box.fill(words[:-1])
    box.press_sequentially(words[-1])
    links = tab.page.wait_for_function(_LINKS).json_value()
    return [link.strip("/") for link in links]


@pytest.fixture(scope="module")
def parts(reference: Any) -> dict[str, list[dict[str, Any]]]:
    """What the search knows of the parts of each page of the reference book, by the address of the page."""
    index = json.loads((reference.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for doc in index["docs"]:
        found[doc["location"].partition("#")[0].strip("/")].append(doc)
    return found


@pytest.fixture(scope="module")
def entries(parts: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """What the search knows of each page as a whole."""
    return {path: docs[0] for path, docs in parts.items()}


def _words(entry: dict[str, Any]) -> list[str]:
    said = " ".join([entry["title"], *entry.get("tags", ()), entry["text"]])
    return re.findall(r"[^\W\d_]+", unescape(said).lower())


@pytest.fixture(scope="module")
def wanted(
    entries: dict[str, dict[str, Any]], parts: dict[str, list[dict[str, Any]]]
) -> dict[str, list[tuple[str, str]]]:
    """For documents of each kind: what people type, and the page they want."""
    catalog = make_book(find_layout(Path(__file__).resolve().parents[2]), today()).catalog
    pages_with: dict[str, set[str]] = {}
    for path, docs in parts.items():
        for word in chain.from_iterable(map(_words, docs)):
            pages_with.setdefault(word, set()).add(path)
    known = sorted(pages_with)

    def is_rare(word: str) -> bool:
        # Neither does another page have it, nor a word that begins with it.
        near = known[bisect_left(known, word) : bisect_left(known, word + "\uffff")]
        return len(set().union(*(pages_with[one] for one in near))) == 1

    found: dict[str, list[tuple[str, str]]] = {"name": [], "id": [], "alias": [], "word": []}
    for kind in catalog.kinds.shown:
        entities = catalog.of_kind(kind)
        found["name"] += [(entity.title, page_of(entity)) for entity in entities[:2]]
        found["id"] += [(entity.id, page_of(entity)) for entity in entities[-1:]]
        found["alias"] += [(entity.aliases[0], page_of(entity)) for entity in entities if entity.aliases][:1]
        rare = [(word, page_of(one)) for one in entities for word in sorted(set(_words(entries[page_of(one)])))
                if len(word) >= 7 and is_rare(word)]  # fmt: skip
        found["word"] += rare[:: max(1, len(rare) // 2)][:1]
    return found


@pytest.mark.parametrize("way", ["name", "id", "alias", "word"])
def test_search_finds_what_people_type(
    tab: Any, reference: Any, wanted: dict[str, list[tuple[str, str]]], way: str
) -> None:
    """By its name, its id, its other name or a word that it alone has, the page is the first or second result."""
    tab.go(reference.url)
    tab.page.locator("input.md-search__input").focus()
    missed = []
    for words, path in wanted[way]:
        results = _search(tab, words)
        if path not in results[:2]:
            missed.append((words, path, results[:4]))
    assert len(wanted[way]) >= 9
    assert missed == []


@pytest.mark.parametrize("words", ["marketo sales lead", "import list consent", "who owns the score of a person?"])
def test_pages_that_have_every_word_come_first(
    tab: Any, reference: Any, parts: dict[str, list[dict[str, Any]]], words: str
) -> None:
    """Who types three words gets the pages with all three before those with two; small words count for nothing."""
    # A page says "Owner: ..." where people ask who owns something.
    typed = re.findall(r"\w+", words.replace("owns", "owner"))
    asked = [word for word in typed if word not in ("who", "the", "of", "a")]
    having = {
        path
        for path, docs in parts.items()
        if any(all(any(word.startswith(one) for word in _words(doc)) for one in asked) for doc in docs)
    }
    assert 0 < len(having) < len(parts) // 2
    tab.go(reference.url)
    tab.page.locator("input.md-search__input").focus()
    results = _search(tab, words)
    first = results[: len(having)]
    assert len(results) > 1
    assert [path for path in first if path not in having] == []


def test_a_search_with_operators_is_taken_at_its_word(tab: Any, reference: Any) -> None:
    """Who writes `-` before a word gets no page that has it."""
    tab.go(reference.url)
    tab.page.locator("input.md-search__input").focus()
    assert "glossary/utm-source" in _search(tab, "utm source")[:3]
    assert "glossary/utm-source" not in _search(tab, "utm -source")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_invitation_on_home_leads_into_the_search_box(tab: Any, reference: Any, width: int) -> None:
    """Who clicks on "Search systems, ..." on Home can type at once: the first letter is not lost."""
    tab.page.set_viewport_size({"width": width, "height": 900})
    tab.go(reference.url)
    tab.page.locator(".mb-hero .mb-search").click()
    tab.page.keyboard.type("mar")
    assert tab.page.locator("input.md-search__input").input_value() == "mar"
    tab.page.locator(".md-search-result__item").first.wait_for()


def test_the_invitation_on_home_takes_no_click_before_somebody_listens(tab: Any, reference: Any) -> None:
    """While the script is on its way the button says that it cannot be pressed; a click then is not lost."""
    let_go = hold_back(tab.page, "mopsbook/mopsbook.js")
    tab.go(reference.url, wait="commit")
    button = tab.page.locator(".mb-hero .mb-search")
    assert button.is_disabled()
    let_go()
    button.click()
    assert tab.page.evaluate("document.activeElement.matches('input.md-search__input')")


@pytest.mark.parametrize(
    ("words", "page"),
    [("marketo down", "questions/system-down/marketo-engage"), ("campaign manager leaves", "questions/role-leaves/campaign-manager"), ("what happens when form", "questions/form-filled"), ("form filled", "questions/form-filled"), ("renewals", "questions/renewals"), ("consent field", "questions/consent"), ("what changed last week", "changes"), ("who owns marketo", "systems/marketo-engage")],
)  # fmt: skip
def test_a_question_is_found_as_people_ask_it(tab: Any, reference: Any, words: str, page: str) -> None:
    """Who types what has happened gets the page of the question first, and who types a name still gets what is called so."""
    tab.go(reference.url)
    tab.page.locator("input.md-search__input").focus()
    assert _search(tab, words)[0] == page
    assert _search(tab, "Marketo")[0] == "systems/marketo-engage"


def test_a_question_about_some_of_a_list_leads_to_those(tab: Any, reference: Any) -> None:
    """Who asks which systems hold personal data gets the list with these alone, as by the question on Home."""
    tab.go(reference.url)
    tab.page.locator("input.md-search__input").focus()
    assert _search(tab, "which systems hold personal data")[0] == "systems"
    tab.page.locator(".md-search-result__item a").first.click()
    tab.page.wait_for_url(re.compile(r"systems/[?]holds_personal_data=yes"))
    tab.page.wait_for_function("document.querySelector('tr[data-mb-row]:not([data-holds_personal_data=yes])').hidden")
    shown = tab.page.locator("tr[data-mb-row]:visible").evaluate_all(
        "rows => rows.map(row => row.dataset.holds_personal_data)"
    )
    assert shown and set(shown) == {"yes"}


@pytest.mark.parametrize(
    ("words", "page", "meant"),
    [("salesfroce", "systems/salesforce", "salesforce"), ("leed rooting", "processes/lead-routing", "routing"), ("who owns marketto", "systems/marketo-engage", "marketo")],
)  # fmt: skip
def test_a_misspelt_word_finds_what_was_meant(tab: Any, reference: Any, words: str, page: str, meant: str) -> None:
    """Who makes a slip gets the page all the same, and is told which word was looked for instead."""
    tab.go(reference.url)
    tab.page.locator("input.md-search__input").focus()
    assert _search(tab, words)[0] == page
    assert f"“{meant}”" in tab.page.locator(".md-search-result__item").first.inner_text()


def test_a_page_whose_name_was_asked_for_comes_before_pages_that_only_have_the_words(tab: Any, reference: Any) -> None:
    """Who types what is wrong and with which field gets the field, though its page does not say that anything is wrong."""
    tab.go(reference.url)
    tab.page.locator("input.md-search__input").focus()
    assert _search(tab, "wrong lead source")[0] == "objects/lead/lead-source"
    assert _search(tab, "who do I ask about a wrong lead source?")[0] == "objects/lead/lead-source"


@pytest.mark.parametrize(
    ("words", "page"),
    [("why did a lead not become mql", "lifecycles/lead-lifecycle"), ("what happens to salesforce when marketo sync is down", "integrations/marketo-salesforce"), ("webinar program name", "naming/marketo-program-name"), ("which documents are out of date", "quality")],
)  # fmt: skip
def test_what_a_newcomer_asks_is_answered_in_the_first_results(tab: Any, reference: Any, words: str, page: str) -> None:
    """Who types a whole question sees the page that answers it without scrolling."""
    tab.go(reference.url)
    tab.page.locator("input.md-search__input").focus()
    assert page in _search(tab, words)[:4]


def test_a_result_shows_the_part_that_answers(tab: Any, reference: Any) -> None:
    """Of each page only a few lines are shown, so that one sees several results, and with them what was asked for."""
    tab.go(reference.url)
    tab.page.locator("input.md-search__input").focus()
    _search(tab, "break-glass")
    shown = tab.page.locator(".md-search-result__item > a").all()
    texts = [(one.inner_text(), one.locator("mark").count()) for one in shown]
    assert [text for text, marks in texts if len(text) > 600 or not marks] == []
    assert any(text.count("…") for text, _ in texts)
