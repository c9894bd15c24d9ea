"""Every kind of page in a real browser: quiet, narrow enough, legible in light and dark, open to everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from faults import CONTRAST, FAULTS, WIDER

pytestmark = [pytest.mark.xdist_group("reference site"), pytest.mark.wide]


def find_pages(site: Path) -> list[str]:
    """Return the addresses of one page of each make: of every section its index and its longest page, which has most on it."""
    makes: dict[tuple[str, int], list[Path]] = defaultdict(list)
    found = {"", "404.html"}
    for path in site.rglob("index.html"):
        steps = path.parent.relative_to(site).parts
        if len(steps) == 1 or steps[:1] == ("questions",):
            found.add("/".join(steps) + "/")
        elif steps and 'http-equiv="refresh"' not in path.read_text("utf-8"):
            makes[steps[0], len(steps)].append(path)
    for pages in makes.values():
        longest = max(pages, key=lambda path: (path.stat().st_size, path))
        found.add(longest.parent.relative_to(site).as_posix() + "/")
    return sorted(found)


@pytest.fixture(scope="module")
def eye(new_tab: Callable[[], AbstractContextManager[Any]]) -> Iterator[Any]:
    """One tab for all pages: it asks for the style sheets once."""
    with new_tab() as tab:
        yield tab


# In parts, so that one knows sooner what is wrong.
@pytest.mark.parametrize("part", range(4))
def test_every_make_of_page_is_quiet_legible_narrow_enough_and_open_to_all(eye: Any, reference: Any, part: int) -> None:
    """No page complains or asks another host; texts have contrast in both schemes; at 390 pixels nothing sticks out; and heads
    say of what, everything to press says what it does, help is there for touch and keyboard, headings skip no level."""
    pages = find_pages(reference.folder)
    assert len(pages) > 40
    wrong = {}
    for path in pages[part::4]:
        eye.page.set_viewport_size({"width": 1280, "height": 900})
        eye.go(reference.url + path)
        ours = eye.page.locator("article[class^=mb-]").count() == 1
        found = [*eye.page.evaluate(CONTRAST), *(eye.page.evaluate(FAULTS) if ours else ())]
        eye.page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
        found += [f"dark: {one}" for one in eye.page.evaluate(CONTRAST)]
        eye.page.set_viewport_size({"width": 390, "height": 800})
        found += [f"sticks out: {one}" for one in eye.page.evaluate(WIDER)]
        found += eye.complaints
        eye.complaints.clear()
        if found:
            wrong[path] = found
    assert not wrong, "\n".join(f"{path}: {one}" for path, found in wrong.items() for one in found)
