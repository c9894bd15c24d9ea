"""The quality page says how a book, its kinds and its teams stand in each dimension of SCORE."""

from __future__ import annotations

import re
from pathlib import Path

from mopsbook.layout import find_layout
from mopsbook.pages.fingerprint import Fingerprints
from mopsbook.pages.quality import make_quality
from mopsbook.pages.render import environment
from mopsbook.pages.rules import draft_rules
from mopsbook.pipeline import make_book, template_folders
from mopsbook.today import today
from small_book import at, make_page, small_documents, write_book


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
        rules = {draft.path: draft.render().html for draft in draft_rules(book, env, Fingerprints(book, ""))}
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


def test_the_page_says_what_to_write_next_and_leads_to_the_line(tmp_path: Path) -> None:
    """What misses its target is first, with what is asked; a document of the third tier counts there."""
    documents = small_documents()
    documents["book.yaml"]["policy"] = {"completeness": {"kinds": {"process": 99}}}
    documents["processes/send-email.yaml"]["purpose"] = "TBD"
    layout = find_layout(write_book(tmp_path, documents))
    with at():
        book = make_book(layout, today())
        html = make_quality(book, environment(template_folders(layout))).html
    (first, *rest) = re.findall(r"<li>.*?</li>", html.split('<h2 id="help">')[1].split("<h2")[0], re.DOTALL)
    assert len(rest) == 9
    text = " ".join(re.sub(r"<[^>]+>", " ", first).split())
    assert "99 % asked, tier" in text
    assert "What it is for, in one or two sentences." in text
    path, line = re.search(r'href="https://github.com/example/book/edit/main/([^"#]*)#L(\d+)"', first).groups()  # type: ignore[union-attr]
    assert (layout.root / path).read_text("utf-8").splitlines()[int(line) - 1].startswith("purpose: TBD")
    tiers = {name: cells(html, name) for name in ("Tier 1", "Tier 2", "Tier 3")}
    living = [entity for entity in book.catalog.entities if entity.status != "retired"]
    assert sum(int(row[1]) for row in tiers.values()) == len(living)
    short = sum(0 if row[3] == "none" else int(row[3]) for row in tiers.values())
    assert short == sum(entity.completeness.score < 99 for entity in book.catalog.of_kind("process"))
    assert len(cells(html, "Systems")) == len(tiers["Tier 1"]) - 1


def test_a_document_says_how_much_hangs_on_it_and_what_would_raise_its_score(tmp_path: Path) -> None:
    """With the points, the most first."""
    documents = small_documents()
    documents["book.yaml"]["policy"] = {"completeness": {"targets": {"tier_1": 100}}}
    html = make_page(tmp_path, documents, "systems/marketo").html
    score = int(re.search(r'mb-complete">.*?(\d+) %</span> complete', html, re.DOTALL)[1])  # type: ignore[index]
    assert f"; 100 % is asked for, so <b>{100 - score} points</b> are missing. It is of tier 1." in html
    gains = [
        0 if "less" in gain else int(gain.split()[0])
        for gain in re.findall(r'<dt>[^<]+ <span class="mb-count">([^<]+ points?)</span>', html)
    ]
    assert len(gains) > 3
    assert gains == sorted(gains, reverse=True)
