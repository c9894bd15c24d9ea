"""The page of changes answers what is new since last week, in names and marked words, and stays short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from past_book import commit
from small_book import DAY, EPOCH, build, small_documents


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that was begun in June, and worked on last week and this week, which began on Monday, 28 September."""
    folder = tmp_path_factory.mktemp("changes")
    root, documents = folder / "book", small_documents()
    for number in range(30):
        documents[f"systems/tool-{number}.yaml"] = {"kind": "system", "id": f"tool-{number}", "title": f"Tool {number}"}
    commit(root, documents, "Begin", 100)
    for number in range(30):
        documents[f"systems/tool-{number}.yaml"]["purpose"] = f"Does {number} things."
    commit(root, documents, "Purposes for all", 4)
    documents["systems/marketo.yaml"].update(owner="mops-specialist", users=["sales", "marketing-ops"], tier=2)
    documents["systems/marketo.yaml"]["purpose"] = "Sends the *e-mails* they plan."
    documents["systems/marketo.yaml"].update(
        vendor="Adobe Inc.", product_url="https://example.org/new", tags=["a", "b"]
    )
    del documents["systems/drift.yaml"]
    (root / "knowledge" / "systems" / "drift.yaml").unlink()
    commit(root, documents, "A new owner", 2.5)
    build(root, folder / "site")
    return folder / "site"


def _weeks(site: Path) -> dict[str, str]:
    html = (site / "changes" / "index.html").read_text(encoding="utf-8")
    parts = re.split(r'<h2 id="([a-z-]+)">', html)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_changes_stand_under_the_week_they_were_made_in(site: Path) -> None:
    """This week and last week are open; what is older is folded, a line a commit."""
    weeks = _weeks(site)
    assert list(weeks) == ["this-week", "last-week", "earlier"]
    assert "A new owner" in weeks["this-week"] and "Purposes for all" in weeks["last-week"]
    assert "Begin" not in weeks["this-week"] + weeks["last-week"]
    earlier = weeks["earlier"].partition("</article>")[0]
    assert re.search(r"<summary>Begin .*?51 documents</span></summary>", earlier, re.DOTALL)


def test_what_changed_is_told_by_names_with_the_words_marked(site: Path) -> None:
    """Owners and users stand with their names, in prose only the new words are marked, what went is named."""
    week = _weeks(site)["this-week"]
    assert "Operations specialist" in week and "mops-specialist" not in week
    assert "Sends the e-mails <del>we</del> <ins>they</ins> plan." in week
    assert re.search(r"Removed:.*?Drift", week, re.DOTALL)
    # Three fields are open, the others one click away.
    assert week.partition("<details")[0].count("<dd>") == 3
    assert re.search(r"<summary>6 more fields</summary>.*?Adobe <ins>Inc.</ins>", week, re.DOTALL)


def test_a_commit_of_many_documents_stays_short(site: Path) -> None:
    """Five documents are open, the others folded; of those that came, twelve are named."""
    weeks = _weeks(site)
    before, after = weeks["last-week"].split("<details", 1)
    assert before.count("mb-change__head") == 5
    assert "25 more documents" in after
    assert _text(weeks["earlier"]).count("Tool") <= 12
    assert "and 39 more" in weeks["earlier"]


def test_a_week_without_changes_says_so(tmp_path: Path) -> None:
    """Who comes back after a quiet week reads that there was nothing, and where the older changes are."""
    root, documents = tmp_path / "book", small_documents()
    commit(root, documents, "Begin", 0)
    build(root, tmp_path / "site", epoch=EPOCH + 30 * DAY)
    weeks = _weeks(tmp_path / "site")
    assert list(weeks) == ["this-week", "earlier"]
    assert "Nothing yet." in weeks["this-week"]
