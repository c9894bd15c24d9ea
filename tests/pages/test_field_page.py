"""A field that something feeds or uses has a page with its lineage, and everything leads there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data_book import by_path, data_book
from mopsbook.pages.page import Page
from small_book import make_page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page of the field `lead#email`."""
    return make_page(tmp_path_factory.mktemp("field"), by_path(data_book()), "objects/lead/email")


def test_it_shows_the_picture_what_one_must_know_to_read_it_and_the_way_back(page: Page) -> None:
    assert (page.path, page.title) == ("objects/lead/email", "Email · Lead")
    assert '<figure class="mb-picture mb-picture--two" id="lineage">' in page.html
    assert "<strong>written</strong>" in page.html
    facts = re.findall(r"<dt>(.*?)</dt>", page.html)
    assert facts == ["Type", "Personal data", "System of record", "Written by", "Name in each system"]
    assert 'href="../../../objects/lead/#email"' in page.html


def test_the_links_of_the_picture_lead_from_where_it_stands(page: Page) -> None:
    assert {"../../../systems/marketo/", "../../../metrics/leads/"} <= set(re.findall(r'href="([^"]*)"', page.html))
    assert "{root}" not in page.html


def test_it_is_found_by_its_names_in_the_systems(page: Page) -> None:
    (entry,) = page.entries
    assert entry.title == "Email · Lead"
    assert entry.tags == ("Email__c", "lead#email")
    assert entry.text == "Field. Where they are written to."


def test_the_object_and_the_dictionary_lead_to_it_and_to_no_page_that_is_not_there(tmp_path: Path) -> None:
    lead = make_page(tmp_path, by_path(data_book()), "objects/lead").html
    assert re.findall(r'<a href="([^"]*)">Where it comes from', lead) == [
        f"../../objects/lead/{id}/" for id in ("email", "level", "score")
    ]
    fields = make_page(tmp_path, by_path(data_book()), "fields/index").html
    assert re.findall(r'class="mb-field" href="([^"]*)"', fields) == [
        "../objects/lead/email/", "../objects/lead/level/", "../objects/lead/score/", "../objects/lead/#lonely",
    ]  # fmt: skip
    with pytest.raises(StopIteration):
        make_page(tmp_path, by_path(data_book()), "objects/lead/lonely")


def test_it_says_whom_to_ask_and_who_writes_the_field(tmp_path: Path) -> None:
    """Who finds a wrong value need not go to the object to learn who answers for it and where the value may come from."""
    book = by_path(data_book())
    book["role/lead-keeper.yaml"] = {"kind": "role", "id": "lead-keeper", "title": "Keeper of leads"}
    book["object/lead.yaml"]["owner"] = "lead-keeper"
    html = make_page(tmp_path, book, "objects/lead/email").html
    assert re.search(
        r'<span class="mb-owner">Owner: <a class="mb-ref mb-kind-role" href="[^"]*roles/lead-keeper/">Keeper of leads</a>',
        html,
    )
    assert re.search(r"<dt>Written by</dt><dd><ol><li>", html)
