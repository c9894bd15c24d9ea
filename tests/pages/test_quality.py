"""The quality page says how a book, its kinds and its teams stand in each dimension of SCORE."""

from __future__ import annotations

import re
from pathlib import Path

from mopsbook.layout import find_layout
from mopsbook.pages.quality import make_quality
from mopsbook.pages.render import environment
from mopsbook.pages.rules import make_rules
from mopsbook.pipeline import make_book, template_folders
from mopsbook.today import today
from small_book import at, small_documents, write_book


def cells(html: str, name: str) -> list[str]:
    """Return the texts of the row of a table that begins with a name; the tables of pictures are others."""
    html = re.sub(r"<figure.*?</figure>", "", html, flags=re.DOTALL)
    for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL):
        texts = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        if texts and texts[0] == name:
            return texts
    raise AssertionError(f"no row begins with {name}")


def test_the_page_shows_the_scores_of_the_book_its_kinds_and_its_teams(tmp_path: Path) -> None:
    """What breaks a rule is seen in the score of its dimension: in the book, in the kind, in the team; elsewhere not."""
    documents = small_documents()
    documents["systems/segment.yaml"]["runbook"] = "nothing-of-the-sort"
    documents["processes/send-email.yaml"]["steps"][1].pop("accountable")
    layout = find_layout(write_book(tmp_path, documents))
    with at():
        book = make_book(layout, today())
        env = environment(template_folders(layout))
        html = make_quality(book, env).html
        rules = {page.path: page.html for page in make_rules(book, env)}
    assert cells(html, "Cohesive")[2].startswith("1 of ")
    assert cells(html, "Efficient")[2].startswith("1 of ")
    score = {
        name: cells(html, name)[-5:] for name in ("Systems", "Processes", "Teams", "Marketing operations", "Sales")
    }
    # Five of six systems are in use, one of them refers to nothing.
    assert score["Systems"][1] == "80"
    assert score["Processes"] == ["–", "100", "100", "100", "0"]
    assert score["Teams"][0] == score["Teams"][4] == "–"
    assert score["Marketing operations"][1] != "100"
    assert score["Sales"][1] == "100"
    assert '<h2 id="score">SCORE</h2>' in rules["rules/index"]
    assert ">Cohesive</a>" in rules["rules/broken-reference"]
