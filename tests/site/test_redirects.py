"""The address of an old id or of another name leads on to the page."""

from __future__ import annotations

import re
from pathlib import Path

from mopsbook.layout import find_layout
from mopsbook.site.write import write_pages
from small_book import at, build, git, small_documents, write_book


def _leads_to(site: Path, name: str) -> str:
    """Return the page that an address leads on to; it says so three times, and needs no script."""
    html = (site / name / "index.html").read_text(encoding="utf-8")
    refresh = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', html)
    canonical = re.search(r'rel="canonical" href="([^"]*)"', html)
    link = re.search(r'<a href="([^"]*)">', html)
    assert refresh and canonical and link
    assert refresh[1] == canonical[1] == link[1]
    assert "<script" not in html
    target = (site / name / link[1]).resolve()
    assert (target / "index.html").is_file() or (target / "index.md").is_file()
    return target.relative_to(site.resolve()).as_posix()


def _commit(root: Path, words: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", words)


def test_other_names_that_could_be_ids_lead_on(tmp_path: Path) -> None:
    """An alias of one word leads to the page, in small letters; a page that is there stays; a sentence has no address."""
    documents = small_documents()
    documents["systems/marketo.yaml"]["aliases"] = ["MKTO", "mkto-classic", "segment", "Our mailer", "../../x", "index"]
    documents["systems/salesforce.yaml"]["aliases"] = ["mkto-classic"]
    documents["teams/sales.yaml"]["aliases"] = ["mkto"]
    pages = {"systems/by-hand.md": "# By hand\n"}
    documents["systems/snowflake.yaml"]["aliases"] = ["by-hand"]
    build(write_book(tmp_path / "book", documents, pages=pages), tmp_path / "site")
    site = tmp_path / "site"
    assert _leads_to(site, "systems/mkto") == "systems/marketo"
    assert _leads_to(site, "systems/mkto-classic") == "systems/marketo"
    assert _leads_to(site, "teams/mkto") == "teams/sales"
    assert "Collects events." in (site / "systems" / "segment" / "index.html").read_text()
    assert "By hand" in (site / "systems" / "by-hand" / "index.html").read_text()
    assert "Snowflake" in (site / "systems" / "index.html").read_text()
    moved = {path.parent.name for path in site.rglob("index.html") if 'http-equiv="refresh"' in path.read_text()}
    assert moved == {"mkto", "mkto-classic"}


def test_ids_that_were_renamed_lead_on(tmp_path: Path) -> None:
    """Each id that a document ever had leads to it; one that something else bears now is that thing's page."""
    documents = small_documents()
    root = write_book(tmp_path / "book", documents)
    git(root, "init", "-q", "-b", "main")
    _commit(root, "Begin")
    for old, new in (("segment", "twilio-segment"), ("twilio-segment", "twilio"), ("workato", "segment")):
        document = documents.pop(f"systems/{old}.yaml")
        (root / "knowledge" / "systems" / f"{old}.yaml").unlink()
        documents[f"systems/{new}.yaml"] = {**document, "id": new}
        write_book(root, documents)
        _commit(root, f"{old} is {new}")
    site = tmp_path / "site"
    build(root, site)
    assert _leads_to(site, "systems/twilio-segment") == "systems/twilio"
    assert _leads_to(site, "systems/workato") == "systems/segment"
    assert "Moves records." in (site / "systems" / "segment" / "index.html").read_text()
    with at():
        write_pages(find_layout(root), tmp_path / "out")
    assert _leads_to(tmp_path / "out" / "docs", "systems/twilio-segment") == "systems/twilio"


def test_an_old_address_goes_when_its_reason_goes(tmp_path: Path) -> None:
    """An incremental build deletes the address of an alias that was taken away, and gives it to a page that claims it."""
    documents = small_documents()
    documents["systems/marketo.yaml"]["aliases"] = ["mailer", "crm"]
    root = write_book(tmp_path / "book", documents)
    build(root, tmp_path / "site")
    documents["systems/marketo.yaml"]["aliases"] = ["crm"]
    documents["systems/crm.yaml"] = {"kind": "system", "id": "crm", "title": "Our CRM", "category": "crm"}
    write_book(root, documents)
    build(root, tmp_path / "site", dirty=True)
    assert not (tmp_path / "site" / "systems" / "mailer").exists()
    assert "Our CRM" in (tmp_path / "site" / "systems" / "crm" / "index.html").read_text()
    (root / "knowledge" / "systems" / "crm.yaml").unlink()
    build(root, tmp_path / "site", dirty=True)
    assert _leads_to(tmp_path / "site", "systems/crm") == "systems/marketo"
