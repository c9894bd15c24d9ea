"""What a reader does on the pages: points, presses, filters, sorts, ticks, copies."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("reference site")


def test_a_dark_system_gets_a_dark_site(browser: Any, reference: Any) -> None:
    """Who has set their machine to dark sees the dark palette at once."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(reference.url)
    assert page.evaluate("document.body.getAttribute('data-md-color-scheme')") == "slate"
    context.close()


def test_a_node_of_a_picture_leads_to_its_page(tab: Any, reference: Any) -> None:
    """A click on a box of the stack map lands on the page of the system that it names."""
    tab.go(reference.url)
    node = tab.page.locator(".mb-picture__wide a.mb-node").first
    name = node.locator("title").inner_html().split(":")[0]
    node.scroll_into_view_if_needed()
    node.click()
    tab.page.wait_for_url("**/systems/*/")
    assert tab.page.locator("h1").inner_text() == name


def test_a_node_of_a_picture_is_followed_by_the_keyboard(tab: Any, reference: Any) -> None:
    """A box of a picture can be focused, and Enter opens it."""
    tab.go(reference.url)
    tab.page.locator(".mb-picture__wide a.mb-node").first.focus()
    assert tab.page.evaluate("document.activeElement.classList.contains('mb-node')")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**/systems/*/")


def _shown(tab: Any) -> list[str]:
    return tab.page.locator("tr[data-mb-row]:visible td:first-child > a").all_inner_texts()


def test_filter_and_order_of_an_index_live_in_the_address(tab: Any, reference: Any) -> None:
    """What is typed, chosen and sorted stands in the address, and the same address shows the same rows again."""
    tab.go(reference.url + "systems/")
    everything = _shown(tab)
    tab.page.locator("[data-mb-query]").fill("data")
    facet = tab.page.locator("select[data-mb-facet]").first
    facet.select_option(index=1)
    tab.page.locator("th[data-mb-sort] button").first.click()
    tab.page.locator("th[data-mb-sort] button").first.click()
    shown = _shown(tab)
    assert 0 < len(shown) < len(everything)
    address = tab.page.url
    assert "find=data" in address and "sort=-" in address
    tab.page.goto("about:blank")
    tab.page.goto(address)
    assert _shown(tab) == shown
    assert tab.page.locator("[data-mb-query]").input_value() == "data"
    assert tab.page.locator("th[aria-sort=descending]").count() == 1
    assert not tab.page.locator(".md-search__output").is_visible(), "the address opens the search of the site"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_field_dictionary_is_filtered_by_any_of_the_systems_that_keep_a_field(
    tab: Any, reference: Any, width: int
) -> None:
    """On a desk as on a telephone, what does not fit the filter is gone, and what fits is there."""
    tab.page.set_viewport_size({"width": width, "height": 900})
    tab.go(reference.url + "fields/")
    everything = _shown(tab)
    tab.page.locator('select[data-mb-facet="system"]').select_option("Outreach")
    kept = _shown(tab)
    assert 0 < len(kept) < len(everything)
    rows = tab.page.locator("tr[data-mb-row]:visible").all_inner_texts()
    assert all("Outreach" in row for row in rows)
    tab.page.locator("[data-mb-query]").fill("lastname")
    assert _shown(tab) == ["Last name"]
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "address",
    ["?sort=Nothing", "?sort=-", "?find=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "?status=%00&find=(", "?h=%3Cb%3E"],
)
def test_a_strange_address_does_no_harm(tab: Any, reference: Any, address: str) -> None:
    """An address that somebody mistyped or made up breaks nothing and runs nothing."""
    tab.go(reference.url + "systems/" + address)
    assert tab.page.locator("[data-mb-filter]").is_visible()


def test_ticks_of_a_checklist_stay(tab: Any, reference: Any) -> None:
    """Steps that were ticked are ticked after a reload, and those of another process are not."""
    tab.go(reference.url + "processes/webinar-launch/")
    boxes = tab.page.locator(".mb-steps input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(2).check()
    tab.page.reload()
    assert [boxes.nth(n).is_checked() for n in range(4)] == [True, False, True, False]
    tab.page.goto(reference.url + "processes/lead-routing/")
    assert not tab.page.locator(".mb-steps input[type=checkbox]").first.is_checked()


def test_the_controls_of_an_index_are_reached_by_keyboard(tab: Any, reference: Any) -> None:
    """From the filter, Tab leads to each choice and each head of the table, and Enter sorts by it."""
    tab.go(reference.url + "systems/")
    tab.page.locator("[data-mb-query]").focus()
    reached = []
    for _ in range(12):
        tab.page.keyboard.press("Tab")
        reached.append(
            tab.page.evaluate(
                "document.activeElement.matches('select') ? 'choice' : document.activeElement.matches('th > button') ? 'head' : 'else'"
            )
        )
    choices, heads = tab.page.locator("select[data-mb-facet]").count(), tab.page.locator("th[data-mb-sort]").count()
    assert reached.count("choice") == choices
    assert reached.count("head") == heads
    tab.page.locator("th[data-mb-sort] button").first.focus()
    tab.page.keyboard.press("Enter")
    assert tab.page.locator("th[aria-sort=ascending]").count() == 1


@pytest.mark.parametrize(
    "path", ["processes/webinar-launch/", "systems/", "lifecycles/lead-lifecycle/", "quality/", ""]
)
def test_what_scrolls_sideways_can_be_scrolled_by_keyboard(tab: Any, reference: Any, path: str) -> None:
    """On a phone, each table or picture that is wider than the page can be focused, or holds something that can."""
    tab.go(reference.url + path)
    tab.page.set_viewport_size({"width": 390, "height": 800})
    stuck = tab.page.evaluate("""() => [...document.querySelectorAll("article *")].filter((e) =>
        e.scrollWidth > e.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(e).overflowX) && e.checkVisibility()
        && e.tabIndex < 0 && !e.querySelector("a, button, input, [tabindex]")).map((e) => e.tagName + "." + e.className)""")
    assert stuck == []


def test_every_field_has_a_name_for_who_cannot_see_it(tab: Any, reference: Any) -> None:
    """Inputs, choices and buttons of our pages have a label that a screen reader can read."""
    for path in ("", "systems/", "processes/webinar-launch/", "naming/marketo-program-name/"):
        tab.go(reference.url + path)
        bare = tab.page.evaluate("""() => [...document.querySelectorAll("article input, article select, article button")].filter((e) =>
            e.type !== "hidden" && !(e.labels && [...e.labels].some((l) => l.textContent.trim())) && !e.getAttribute("aria-label")
            && !e.textContent.trim() && !e.title).map((e) => e.outerHTML)""")
        assert bare == [], path


def test_the_example_of_a_rule_can_be_read_on_a_phone(tab: Any, reference: Any) -> None:
    """What the check says of an example is broken into lines, not cut off."""
    tab.page.set_viewport_size({"width": 390, "height": 800})
    tab.go(reference.url + "rules/schema-violation/")
    report = tab.page.locator(".mb-report")
    assert "is no field of a system" in report.inner_text()
    assert report.evaluate(
        "(e) => [e, ...e.querySelectorAll('*')].every((one) => one.scrollWidth <= e.clientWidth + 1)"
    )
