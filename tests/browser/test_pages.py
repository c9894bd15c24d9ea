"""What a reader does on the pages: points, presses, filters, sorts, ticks, copies."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from held_back import hold_back

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


def test_what_is_ticked_before_the_script_has_come_stays_ticked(tab: Any, reference: Any) -> None:
    """On a slow line one reads and ticks before the script is there: it takes no tick away, and keeps it as any other."""
    let_go = hold_back(tab.page, "mopsbook/mopsbook.js")
    tab.go(reference.url + "processes/webinar-launch/", wait="commit")
    boxes = tab.page.locator(".mb-steps input[type=checkbox]")
    boxes.nth(1).check()
    let_go()
    tab.page.wait_for_load_state()
    boxes.nth(3).check()
    assert [boxes.nth(n).is_checked() for n in range(4)] == [False, True, False, True]
    tab.page.unroute_all()
    tab.page.reload()
    assert [boxes.nth(n).is_checked() for n in range(4)] == [False, True, False, True]


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


def _boxes(tab: Any) -> list[dict[str, float]]:
    return tab.page.locator("table.mb-raci").evaluate(
        "table => [...table.querySelectorAll('th, td, a, b')].filter(one => one.getClientRects().length)"
        ".map(one => one.getBoundingClientRect()).map(({left, right}) => ({left, right}))"
    )


def test_who_does_what_is_read_on_a_telephone_without_going_sideways(tab: Any, reference: Any) -> None:
    """On a narrow screen each step is a list of letters with who they stand for, and nothing of it lies beside the screen."""
    tab.page.set_viewport_size({"width": 390, "height": 844})
    tab.go(reference.url + "processes/webinar-launch/")
    assert all(box["left"] >= 0 and box["right"] <= 390 for box in _boxes(tab))
    cell = tab.page.locator("table.mb-raci td:has(.mb-raci__r)").first
    said = cell.evaluate("cell => cell.textContent + getComputedStyle(cell, '::after').content")
    assert said == f'{cell.text_content()}"{cell.get_attribute("data-label")}"'


def _terms(tab: Any) -> list[str]:
    return tab.page.locator(".mb-glossary > div:visible dt > a").all_inner_texts()


def test_the_glossary_is_filtered_by_words_that_live_in_the_address(tab: Any, reference: Any) -> None:
    """What is typed leaves the terms that have it, in their name, another name or their meaning; letters without any are idle."""
    tab.go(reference.url + "glossary/")
    everything = _terms(tab)
    tab.page.locator("[data-mb-glossary] input").fill("lead score")
    shown = _terms(tab)
    assert 0 < len(shown) < len(everything)
    assert "find=lead+score" in tab.page.url
    assert tab.page.locator("[data-mb-glossary] output").inner_text() == f"{len(shown)} of {len(everything)}"
    letters = {name[0].upper() for name in shown}
    idle = tab.page.locator(".mb-letters a[aria-disabled]").all_inner_texts()
    assert letters.isdisjoint(idle) and idle
    address = tab.page.url
    tab.page.goto("about:blank")
    tab.page.goto(address)
    assert _terms(tab) == shown
    tab.page.locator("[data-mb-glossary] input").fill("no such thing")
    tab.page.locator("[data-mb-clear]").press("Enter")
    assert _terms(tab) == everything
    assert tab.page.evaluate("document.activeElement.matches('[data-mb-query]')")


def test_what_was_typed_before_the_script_came_is_looked_for(tab: Any, reference: Any) -> None:
    """A browser that has kept what stood in the filter shows the terms for it once the script is there."""
    late: list[Any] = []

    def hold(route: Any) -> None:
        late.append(route)

    tab.page.route("**/assets/mopsbook/mopsbook.js*", hold)
    tab.page.goto(reference.url + "glossary/", wait_until="commit")
    field = tab.page.locator("[data-mb-glossary] input")
    field.wait_for(state="attached")
    field.evaluate("field => { field.value = 'deduplication'; }")
    while not late:
        tab.page.wait_for_timeout(20)
    late[0].continue_()
    tab.page.wait_for_function("document.querySelector('[data-mb-glossary] output').textContent")
    assert tab.page.locator(".mb-glossary > div:visible").count() < tab.page.locator(".mb-glossary > div").count()


def test_the_glossary_is_a_plain_list_without_scripts(browser: Any, reference: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(reference.url + "glossary/")
    assert page.locator(".mb-glossary > div").count() == page.locator(".mb-glossary > div:visible").count() > 20
    assert not page.locator("[data-mb-glossary]").is_visible() and not page.locator(".mb-nothing").is_visible()
    context.close()


def test_what_much_refers_to_says_how_much_and_opens_box_by_box(tab: Any, reference: Any) -> None:
    """The connections of the busiest system fit on a screen; each box names what it holds, and shows it when it is opened."""
    tab.go(reference.url + "systems/marketo-engage/")
    boxes = tab.page.locator("details.mb-connected")
    heads = boxes.locator("> summary").all_inner_texts()
    assert len(heads) > 4 and all(any(sign.isdigit() for sign in head) for head in heads)
    assert "16 integrations" in heads[0]
    assert sum(boxes.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")) < 600
    boxes.first.locator("> summary").press("Enter")
    assert boxes.first.locator("li a:visible").count() >= 16


def test_how_far_a_day_is_away_is_true(tab: Any, reference: Any) -> None:
    """Seven weeks from now are two months and not "next month"; what is said is the nearest number of its unit."""
    tab.page.clock.set_fixed_time("2026-11-23T12:00:00Z")
    lengths = {"day": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0}
    said = {}
    for path in ("checklists/", "checklists/marketo-mini-audit/"):
        tab.go(f"{reference.url}{path}")
        tab.page.locator(".mb-ago").first.wait_for(state="attached")
        times = tab.page.locator("time[datetime]:has(.mb-ago)")
        said |= dict(
            times.evaluate_all("all => all.map(one => [one.dateTime, one.querySelector('.mb-ago').textContent.trim()])")
        )
    assert said["2027-01-14"] == "(in 2 months)" and said["2026-10-14"] == "(1 month ago)"
    for day, words in said.items():
        away = (date.fromisoformat(day) - date(2026, 11, 23)).days
        found = re.fullmatch(r"\((in )?(\d+) (day|week|month|year)s?( ago)?\)", words)
        assert found, words
        number = int(found[2]) * (1 if found[1] else -1)
        assert abs(away - number * lengths[found[3]]) <= lengths[found[3]] / 2
