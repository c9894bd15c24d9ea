"""Pages rendered in several processes are the pages that one process renders."""

import os
import sys

import pytest

from mopsbook.errors import SetupError
from mopsbook.pages.page import Draft, Page
from mopsbook.site.ahead import Renderer, count_processes

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")


def _drafts(many: int) -> list[Draft]:
    return [
        Draft(f"p/{n}", f"Page {n}", "x", lambda n=n: Page(f"p/{n}", f"Page {n}", f"<h1>{n} by {os.getpid()}</h1>"))
        for n in range(many)
    ]


def test_pages_come_in_order_and_from_other_processes() -> None:
    """Every page is the one that was asked for, and another process made it."""
    drafts = _drafts(100)
    renderer = Renderer(drafts, processes=2)
    pages = [renderer.render(draft) for draft in drafts]
    renderer.close()
    assert [page.path for page in pages] == [draft.path for draft in drafts]
    assert all(f"by {os.getpid()}<" not in page.html for page in pages)
    # What is asked for again, as a preview does, is made here.
    assert f"by {os.getpid()}<" in renderer.render(drafts[3]).html


def test_pages_asked_for_in_another_order_are_made_all_the_same() -> None:
    """A page that is skipped or asked for early costs time and is right."""
    drafts = _drafts(60)
    renderer = Renderer(drafts, processes=2)
    order = [0, 5, 1, 2, 40, 3]
    assert [renderer.render(drafts[n]).path for n in order] == [f"p/{n}" for n in order]
    renderer.close()


def test_what_goes_wrong_in_another_process_is_told_here() -> None:
    """A template that is broken is a SetupError wherever it was found."""

    def fail() -> Page:
        raise SetupError("the template of systems: no", "See line 3.")

    drafts = [*_drafts(40), Draft("bad", "Bad", "x", fail)]
    renderer = Renderer(drafts, processes=2)
    with pytest.raises(SetupError, match="the template of systems") as caught:
        for draft in drafts:
            renderer.render(draft)
    assert caught.value.hint == "See line 3."
    renderer.close()


def test_a_small_build_starts_no_process() -> None:
    """Starting processes for a few pages would cost more than it saves."""
    assert count_processes(50) == 1
