"""The name builder of the pages follows the rules of the checker: what follows a convention can be put together, and no more."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError

from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout
from mopsbook.naming.convention import Convention, read_convention
from mopsbook.naming.parse import Fault, find_fault, split_name

pytestmark = pytest.mark.xdist_group("reference site")

ROOT = Path(__file__).parents[2]
SHELF = load_shelf(Layout(ROOT, ROOT / "knowledge"), load_kinds())
DOCUMENTS = {document.id: document for document in SHELF.of_kind("naming-convention")}


def _put_together(tab: Any, name: str, convention: Convention) -> str:
    """Choose and type the segments of a name, all others empty; return the name that the builder lets be copied, "" for none."""
    tab.page.evaluate(
        """() => document.querySelectorAll('[data-mb-part]:is(input, select)').forEach((control) => {
            control.value = '';
            control.dispatchEvent(new Event('input', { bubbles: true }));
        })"""
    )
    split = split_name(name, convention)
    pairs = (
        list(zip(convention.segments, name.split(convention.separator), strict=False))
        if isinstance(split, Fault)
        else split
    )
    for segment, text in pairs:
        control = tab.page.locator(f'[data-mb-part="{convention.segments.index(segment)}"]')
        tag = control.evaluate("one => one.tagName + (one.type || '')")
        if tag == "SELECTselect-one":
            if text not in control.locator("option").evaluate_all("all => all.map(one => one.value)"):
                return ""
            control.select_option(text)
        elif tag == "INPUTdate":
            day = f"{text[:4]}-{text[4:6]}-{text[6:]}" if segment.format == "YYYYMMDD" else f"{text}-01-01"
            try:
                control.fill(day)
            except PlaywrightError:  # What is no day cannot be chosen.
                return ""
        elif tag.startswith("INPUT"):
            control.fill(text)
    return str(tab.page.locator("[data-mb-built] + [data-mb-copy]").get_attribute("data-mb-text"))


@pytest.mark.parametrize("id", sorted(DOCUMENTS))
def test_good_names_can_be_put_together_and_bad_ones_cannot(tab: Any, reference: Any, id: str) -> None:
    """Each good name of a convention comes out of its builder letter by letter, and none of its bad names does."""
    convention = read_convention(DOCUMENTS[id], SHELF)
    tab.go(f"{reference.url}naming/{id}/")
    for example in DOCUMENTS[id].data["examples"]:
        assert _put_together(tab, example["name"], convention) == example["name"]
        assert tab.page.locator("[data-mb-says]").inner_text() == "It follows the rule."
    for example in DOCUMENTS[id].data["counter_examples"]:
        assert _put_together(tab, example["name"], convention) != example["name"]


def _spoilt(draw: random.Random, names: list[str]) -> str:
    """Return a name with a part of it gone, doubled, moved, written otherwise, or of another name."""
    name = draw.choice(names)
    at = draw.randrange(len(name) + 1)
    other = draw.choice(names)
    return draw.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + draw.choice("_-aZ9 /é") + name[at:],
            name[:at] + other[at:],
            name.upper(),
            name.lower(),
            "_".join(draw.sample(name.split("_"), len(name.split("_")))),
            name + "_" + draw.choice(["x", "de", "copy", "2", "PARENT"]),
            name.replace("20", "19", 1),
            name,
        ]
    )


@pytest.mark.parametrize("id", sorted(DOCUMENTS))
def test_the_page_finds_a_fault_where_the_checker_finds_one(tab: Any, reference: Any, id: str) -> None:
    """Of good names, bad ones and such that are spoilt at random, the page takes those that the checker takes, for its reasons."""
    document, draw = DOCUMENTS[id], random.Random(7)
    convention = read_convention(document, SHELF)
    known = [
        one["name"] for key in ("examples", "counter_examples", "exceptions") for one in document.data.get(key, ())
    ]
    names = [*known, *(_spoilt(draw, known) for _ in range(250))]
    tab.go(f"{reference.url}naming/{id}/")
    said = tab.page.evaluate(
        """names => names.map(name => {
            const field = document.querySelector('[data-mb-check]');
            field.value = name;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            return document.querySelector('[data-mb-checked]').textContent;
        })""",
        names,
    )
    for name, told in zip(names, said, strict=True):
        fault = find_fault(name, convention) if name else None
        expected = (
            f"It breaks the rule: {fault.message}".replace("`", "") if fault else "It follows the rule." if name else ""
        )
        assert told.startswith(expected), name


def test_a_name_that_is_checked_is_taken_apart(tab: Any, reference: Any) -> None:
    tab.go(f"{reference.url}naming/utm-campaign-name/")
    tab.page.locator("[data-mb-check]").fill("20270119_utilities_winterstormscheduling_de")
    assert [one.input_value() for one in tab.page.locator("[data-mb-part]").all()] == ["2027-01-19", "utilities", "winterstormscheduling", "de"]  # fmt: skip


def test_a_tagged_link_is_put_together_whole(tab: Any, reference: Any) -> None:
    """The link has the page with what it asked for before, the parameters that were chosen, and the name; and can be copied."""
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.go(f"{reference.url}naming/utm-campaign-name/")
    page = tab.page
    page.locator("[data-mb-check]").fill("20261104_oem_firsttimefixbenchmark")
    link = page.locator("[data-mb-url] + [data-mb-copy]")
    assert link.is_disabled() and "utm_source" in page.locator("[data-mb-says-link]").inner_text()
    page.locator("[data-mb-page]").fill("https://tarnwell.com/fix?lang=de&utm_source=old#form")
    page.locator('[data-mb-parameter="utm_source"]').select_option("linkedin")
    page.locator('[data-mb-parameter="utm_medium"]').select_option("paid-social")
    content = page.locator('[data-mb-parameter="utm_content"]')
    content.fill("Second Button")
    assert link.is_disabled()
    content.fill("second-button")
    link.click()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "https://tarnwell.com/fix?lang=de&utm_source=linkedin&utm_medium=paid-social&utm_content=second-button"
        "&utm_campaign=20261104_oem_firsttimefixbenchmark#form"
    )


def test_what_is_wrong_with_a_part_is_said_beside_it(tab: Any, reference: Any) -> None:
    """A text that does not fit is marked for eyes and for screen readers, and nothing can be copied."""
    tab.go(f"{reference.url}naming/utm-campaign-name/")
    field = tab.page.locator('[data-mb-part="2"]')
    field.fill("Winter-Storm")
    assert field.get_attribute("aria-invalid") == "true"
    row = tab.page.locator(".mb-builder__part:has([data-mb-part='2']) [data-mb-fault]")
    assert "capital letters" in row.inner_text()
    assert tab.page.locator("[data-mb-built] + [data-mb-copy]").is_disabled()


def test_without_scripts_there_is_no_builder(browser: Any, reference: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{reference.url}naming/utm-campaign-name/")
    assert page.locator("[data-mb-builder]").count() == 1 and not page.locator("[data-mb-builder]").is_visible()
    context.close()
