"""Pictures on their pages: the map has the room of a table of contents that would have nothing to list."""

from __future__ import annotations

from typing import Any

import pytest

from mopsbook.pages.page import Heading, Page
from mopsbook.site.write import as_markdown
from reference_site import ReferenceSite

pytestmark = pytest.mark.xdist_group("reference site")
PICTURE = '<h1 id="top">Systems</h1><figure class="mb-picture"></figure>'


def test_an_index_goes_without_a_table_of_contents(reference_site: ReferenceSite) -> None:
    def has_contents(path: str) -> bool:
        page = reference_site.folder / path / "index.html"
        return 'data-md-type="toc" hidden' not in page.read_text(encoding="utf-8")

    assert not has_contents("systems") and not has_contents("processes")
    assert has_contents("systems/salesforce") and has_contents("changes")


def test_pages_for_other_engines_say_so_too() -> None:
    wide = Page("systems/index", "Systems", PICTURE)
    assert "hide:\n- toc\n" in as_markdown(wide)
    assert "hide" not in as_markdown(Page("systems/a", "A", PICTURE, headings=(Heading("a", "A", 2),)))


@pytest.mark.browser
def test_the_map_in_the_index_of_systems_is_read_without_scrolling_sideways(
    browser: Any, reference_site: ReferenceSite
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((reference_site.folder / "systems" / "index.html").as_uri())
    page.get_by_text("Show the map").click()
    pane = page.locator(".mb-picture__wide").first
    room, wanted = pane.evaluate("(pane) => [pane.clientWidth, pane.scrollWidth]")
    size = pane.locator("svg").evaluate("(svg) => 10.5 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
    page.close()
    assert wanted <= room
    assert size >= 10
