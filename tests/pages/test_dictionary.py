"""The field dictionary: every field of every object in one table that can be read without a script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data_book import by_path, data_book
from small_book import make_page, small_documents


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The dictionary of the book about data, with a second object."""
    account = {
        "kind": "object", "id": "account", "title": "Account", "owner": "data-team",
        "fields": [
            {"id": "health", "title": "Health", "type": "number", "personal_data": "special", "status": "deprecated"},
            {"id": "health", "title": "Written twice"},
        ],
    }  # fmt: skip
    team = {"kind": "team", "id": "data-team", "title": "Data team"}
    documents = by_path([*data_book(), account, team])
    return make_page(tmp_path_factory.mktemp("dictionary"), documents, "fields/index").html


def rows(html: str) -> dict[str, str]:
    """Return the rows of fields by their names."""
    found = re.findall(r"<tr data-mb-row[^>]*>.*?</tr>", html, re.DOTALL)
    return {re.search(r'class="mb-field"[^>]*>([^<]+)<', row)[1]: row for row in found}  # type: ignore[index]  # each has one


def cells(row: str) -> list[str]:
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]


def test_each_field_of_each_object_has_one_row_that_says_what_it_is(html: str) -> None:
    found = rows(html)
    assert list(found) == ["Health", "Email", "Level", "Score", "Lonely"]
    assert cells(found["Email"]) == [
        "Email Where they are written to.", "Email__c Marketo Email__c Salesforce Email__c Snowflake", "Text", "Salesforce", "Personal", "",
    ]  # fmt: skip
    assert cells(found["Health"]) == ["Health Deprecated", "", "Number", "", "Special category", "Data team"]


def test_a_field_leads_to_its_own_page_or_to_its_place_on_the_page_of_its_object(html: str) -> None:
    assert 'href="../objects/lead/email/"' in rows(html)["Email"]
    assert 'href="../objects/lead/#lonely"' in rows(html)["Lonely"]


def test_one_filters_by_object_system_type_and_class_as_far_as_there_is_a_choice(html: str) -> None:
    offered = {
        name: re.findall(r"<option>([^<]+)</option>", options)
        for name, options in re.findall(r'data-mb-facet="([^"]+)">(.*?)</select>', html, re.DOTALL)
    }
    assert offered == {
        "object": ["Account", "Lead"],
        "system": ["Marketo", "Salesforce", "Snowflake"],
        "type": ["Text", "Number", "Score"],
        "personal": ["Personal", "Special category"],
    }
    said = re.search(r'data-system="([^"]*)"', rows(html)["Email"])
    assert said and said[1].split("\n") == ["Marketo", "Salesforce", "Snowflake"]


def test_without_a_script_nothing_is_hidden_but_the_filter(html: str) -> None:
    hidden = re.findall(r"<(\w+)[^>]*\shidden[\s>]", html)
    assert hidden == ["div"] and "data-mb-filter hidden" in html


def test_home_and_the_index_of_objects_lead_to_it(tmp_path: Path) -> None:
    assert 'href="./fields/"' in make_page(tmp_path, by_path(data_book()), "index").html
    assert 'href="../fields/"' in make_page(tmp_path, by_path(data_book()), "objects/index").html


def test_a_book_without_fields_has_none(tmp_path: Path) -> None:
    with pytest.raises(StopIteration):
        make_page(tmp_path, small_documents(), "fields/index")
    assert "fields/" not in make_page(tmp_path, small_documents(), "index").html
