"""`--dirty` is exact for what comes from far away: the tier of a document, its target, and what a team should write next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_dirty import TINY, Desk

from small_book import small_documents

LIST = "value-lists/tiers.yaml"
OBJECT = "objects/company.yaml"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The small book with its site, and an object whose field takes a value list."""
    documents = small_documents()
    documents["book.yaml"]["policy"] = {"completeness": {"targets": {"tier_3": 10}}}
    documents[LIST] = {"kind": "value-list", "id": "tiers", "title": "Tiers", "values": [{"value": "A"}]}
    field = {"id": "tier", "title": "Tier", "type": "picklist", "picklist": "tiers"}
    documents[OBJECT] = {"kind": "object", "id": "company", "title": "Company", "fields": [field]}
    desk = Desk(tmp_path / "book", tmp_path / "site", documents, {}, {}, TINY)
    desk.compare()
    return desk


def page(desk: Desk, address: str) -> str:
    return (desk.site / address / "index.html").read_text("utf-8")


def tasks(desk: Desk) -> str:
    return page(desk, "teams/marketing-ops").split('<h2 id="_next">')[1].split("<h2")[0]


def test_what_depends_on_it_over_two_references_is_on_its_page(desk: Desk) -> None:
    """A segment that nobody has heard of at the list makes the list more important."""
    assert "1 document depends on it." in page(desk, "value-lists/tiers")
    for number in range(40):
        segment = {"kind": "segment", "id": f"s{number}", "title": f"S {number}", "object": "company"}
        desk.documents[f"segments/s{number}.yaml"] = segment
    desk.compare()
    assert "1 document depends on it (30 or more over three references)." in page(desk, "value-lists/tiers")


def test_what_a_document_lacks_is_on_the_page_of_its_team(desk: Desk) -> None:
    """Though they are connected by a role alone: what it is called, where it lies, and what became of it."""
    path, id = re.findall(r'href="../../(\w+)/([\w-]+)/"', tasks(desk))[0]
    name = f"{path}/{id}.yaml"
    desk.documents[name]["title"] = "Another name"
    desk.documents[f"{path}/deep/{id}.yaml"] = desk.documents.pop(name)
    desk.compare()
    assert "Another name" in tasks(desk)
    assert f"{path}/deep/{id}.yaml" in tasks(desk)
    desk.documents[f"{path}/deep/{id}.yaml"]["status"] = "retired"
    desk.compare()
    assert "Another name" not in tasks(desk)


def test_a_new_target_is_on_every_page(desk: Desk) -> None:
    """Also on those of documents in which nothing changed."""
    assert "10 % is asked for." in page(desk, "value-lists/tiers")
    desk.documents["book.yaml"]["policy"]["completeness"]["targets"]["tier_3"] = 99
    desk.compare()
    assert "99 % is asked for, so " in page(desk, "value-lists/tiers")
