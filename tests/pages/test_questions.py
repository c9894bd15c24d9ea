"""Pages of questions as a whole: they are led to from everywhere, and no book is too odd for them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from asking import Ask

from mopsbook.kinds.load import load_kinds
from small_book import build, small_documents, write_book

FULL = yaml.safe_load((Path(__file__).parents[1] / "documents" / "full.yaml").read_text("utf-8"))


def test_home_the_menu_and_the_list_lead_to_each_question(tmp_path: Path) -> None:
    """Whoever has a question finds its page from Home, from the menu, from the list, and from where there is no page."""
    build(write_book(tmp_path, small_documents()), tmp_path / "site")
    site = tmp_path / "site"
    names = {path.parent.name for path in site.glob("questions/*/index.html")}
    assert "system-down" in names
    home, lost = (site / "index.html").read_text(), (site / "404.html").read_text()
    listed = (site / "questions" / "index.html").read_text()
    assert 'href="questions/"' in home
    for name in names:
        assert f'href="./questions/{name}/"' in home
        assert f'questions/{name}/"' in lost
        assert f'href="../questions/{name}/"' in listed
    assert 'href="../../questions/system-down/marketo/"' in (site / "systems" / "marketo" / "index.html").read_text()


def test_a_book_that_can_answer_nothing_has_no_questions(ask: Ask) -> None:
    assert ask({"glossary/words.yaml": small_documents()["glossary/words.yaml"]}) == {}


def test_a_book_of_stubs_has_its_pages(ask: Ask) -> None:
    """Every kind with a document that says no more than what it is called: no page fails, and none says `None`."""
    stubs = {
        f"{kind.folder}/a-{kind.name}.yaml": {"kind": kind.name, "id": f"a-{kind.name}", "title": f"A {kind.name}"}
        for kind in load_kinds([]).shown
    }
    pages = ask(stubs)
    assert "system-down" in pages
    assert not any("None" in page.html for page in pages.values())


@pytest.mark.parametrize(
    "hole", [None, [], {}, "", 7, [None], [{}], "nothing-of-that-name", [["a"]], {"to": {"to": 1}}]
)
def test_no_hole_in_a_document_stops_a_page(ask: Ask, hole: object) -> None:
    """Whatever stands in place of a field of a full document, the pages are there."""
    documents = {}
    for name, full in FULL.items():
        for field in full:
            if field not in ("kind", "id"):
                id = f"{name}-{field}".replace("_", "-").lower()
                documents[f"{name}/{id}.yaml"] = {**full, "id": id, field: hole}
    assert "system-down" in ask(documents)
