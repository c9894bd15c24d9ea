"""Pages can be used without a mouse, without seeing them, and on a touch screen: what an accessibility checker looks at first."""

from __future__ import annotations

from typing import Any

import pytest
from test_pages import PAGES

# What is written by hand, and the page for what is not there, are the theme's.
OURS = [path for path in PAGES if path not in ("how-we-work/", "404.html")]

# Rules after https://www.w3.org/TR/WCAG22/ and https://www.w3.org/TR/html-aria/, each as what breaks it.
FAULTS = """() => {
  const article = document.querySelector("article[class^=mb-]");
  const all = (selector) => [...article.querySelectorAll(selector)];
  const tell = (what, elements) => elements.slice(0, 3).map((e) => what + ": " + e.outerHTML.slice(0, 160));
  const said = (e) => (e.getAttribute("aria-label") || e.textContent || "").trim() || (e.labels && [...e.labels].some((l) => l.textContent.trim()));
  const ids = (e, name) => (e.getAttribute(name) || "").split(/\\s+/).filter(Boolean);
  const actions = "a[href], button, input, select, textarea, summary";
  const levels = [...article.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((e) => e.checkVisibility()).map((e) => +e.tagName[1]);
  return [
    ...tell("a head without scope", all("th:not([scope])")),
    ...tell("a table without heads", all("table").filter((e) => !e.closest(".mb-entity p, .mb-steps__how") && !e.querySelector("th"))),
    ...tell("something to press within something to press", all(actions).filter((e) => e.querySelector(actions) && !e.matches("label"))),
    ...tell("nothing says what it does", all("a[href]:not(svg a), button, input, select").filter((e) => e.type !== "hidden" && !said(e))),
    ...tell("help in a title alone", all("[title]:not(a, abbr, svg, svg *, input, button, img)")),
    ...tell("a picture without words", all("img:not([alt]), [role=img]:not([aria-label], [aria-labelledby]), svg:not([aria-hidden], [role=img], [aria-labelledby])")),
    ...tell("refers to nothing", all("[aria-labelledby], [aria-describedby], [aria-controls]").filter((e) =>
      ["aria-labelledby", "aria-describedby", "aria-controls"].some((name) => ids(e, name).some((id) => !document.getElementById(id))))),
    ...tell("jumps the queue of the Tab key", all("[tabindex]").filter((e) => e.tabIndex > 0)),
    ...tell("is reached by Tab and has no role or name", all("[tabindex='0']").filter((e) =>
      !e.matches(actions) && !(e.getAttribute("role") || e.tagName === "PRE" && e.getAttribute("aria-label")))),
    ...tell("a group without a name", all("[role=group]:not([aria-label], [aria-labelledby])")),
    ...tell("no item of a list in a list", all("ul > :not(li, script, template), ol > :not(li, script, template)")),
    ...tell("not of a list of facts", all("dl > :not(dt, dd, div)")),
    ...tell("facts without a name", all("dl > div").filter((e) => !e.querySelector(":scope > dt") || !e.querySelector(":scope > dd"))),
    ...tell("a fold without a head", all("details").filter((e) => e.firstElementChild?.tagName !== "SUMMARY" || !said(e.firstElementChild))),
    ...levels.flatMap((level, at) => (at && level > levels[at - 1] + 1 ? [`h${levels[at - 1]} is followed by h${level}`] : [])),
    ...(document.documentElement.lang ? [] : ["no language"]),
    ...(document.title.trim() ? [] : ["no title"]),
  ];
}"""


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.strip("/") or "home")
def test_a_page_has_no_fault_that_a_checker_finds(tab: Any, reference: Any, path: str) -> None:
    """Heads say of what, everything to press says what it does, help is there for touch and keyboard, headings skip no level."""
    tab.go(reference.url + path)
    assert tab.page.evaluate(FAULTS) == []


@pytest.mark.parametrize("path", ["systems/broken/", "quality/", "systems/marketo/", "runbooks/marketo-down/"])
def test_a_page_with_findings_has_none_either(tab: Any, faulty: Any, path: str) -> None:
    """What is missing, broken or found is told to everybody, too."""
    tab.go(faulty.url + path)
    assert tab.page.locator("article").count()
    assert tab.page.evaluate(FAULTS) == []


def test_what_a_field_means_can_be_opened_by_keyboard(tab: Any, reference: Any) -> None:
    """The name of a fact opens its meaning with the Enter key."""
    tab.go(reference.url + "systems/marketo-engage/")
    summary = tab.page.locator(".mb-facts .mb-help > summary").first
    meaning = tab.page.locator(".mb-facts .mb-help > span").first
    assert not meaning.is_visible()
    summary.focus()
    tab.page.keyboard.press("Enter")
    assert meaning.is_visible()
    assert len(meaning.inner_text()) > 10
