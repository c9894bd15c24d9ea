"""Pages of a book with faults can be used by everybody, too, and what a field means can be opened by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from faults import FAULTS, TARGETS


@pytest.mark.xdist_group("faulty site")
@pytest.mark.parametrize("path", ["systems/broken/", "quality/", "systems/marketo/", "runbooks/marketo-down/"])
def test_a_page_with_findings_has_none_either(tab: Any, faulty: Any, path: str) -> None:
    """What is missing, broken or found is told to everybody, too."""
    tab.go(faulty.url + path)
    assert tab.page.locator("article").count()
    assert tab.page.evaluate(FAULTS) == []


@pytest.mark.xdist_group("reference site")
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


@pytest.mark.xdist_group("reference site")
@pytest.mark.parametrize(
    "path", ["", "systems/marketo-engage/", "teams/marketing-operations/", "processes/lead-routing/", "quality/", "questions/system-down/"]
)  # fmt: skip
def test_a_finger_meets_what_it_is_put_on(tab: Any, reference: Any, path: str) -> None:
    """On a telephone links in lists and tables are high enough, or stand far enough apart, to be met with a finger."""
    tab.page.set_viewport_size({"width": 390, "height": 844})
    tab.go(reference.url + path)
    assert tab.page.evaluate(TARGETS) == []
