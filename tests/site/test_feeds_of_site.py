"""The feeds of a site: they lie beside the pages, and the head of each page leads to those that tell of it."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as etree

from mopsbook.layout import find_layout
from mopsbook.site.write import write_pages
from small_book import CONFIG, at, build, git, small_documents, write_book

# Quick, and with a head as every theme has one.
TINY = CONFIG.replace("  name: material\n  font: false\n", "  name: null\n  custom_dir: theme\n").replace(
    "search, ", ""
)
ENTRY = "{http://www.w3.org/2005/Atom}entry"


def make_repository(root: Path) -> Path:
    """Return a small book that is committed, with a theme that shows nothing but a page."""
    write_book(root, small_documents(), config=TINY)
    (root / "theme").mkdir()
    (root / "theme/main.html").write_text("<html><head></head><body>{{ page.content }}</body></html>")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Everything")
    return root


def test_the_head_of_a_page_leads_to_the_feeds_that_tell_of_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(make_repository(tmp_path), site, strict=True)
    expected = {
        "index.html": ["feeds/changes.xml", "feeds/changes.json"],
        "systems/index.html": ["feeds/changes.xml", "feeds/changes.json", "feeds/kind/system.xml"],
        "teams/sales/index.html": ["feeds/changes.xml", "feeds/changes.json", "feeds/team/sales.xml"],
        "systems/marketo/index.html": ["feeds/changes.xml", "feeds/changes.json"],
    }
    for name, feeds in expected.items():
        head = (site / name).read_text("utf-8").partition("</head>")[0]
        links = re.findall(
            r'<link rel="alternate feed" type="application/[a-z]+\+(?:xml|json)" title="[^"]+" href="([^"]+)">', head
        )
        assert [
            ((site / name).parent / link).resolve().relative_to(site.resolve()).as_posix() for link in links
        ] == feeds
        assert all((site / feed).is_file() for feed in feeds)
    told = etree.fromstring((site / "feeds/team/sales.xml").read_bytes())
    assert len(told.findall(ENTRY)) == 1
    assert (
        json.loads((site / "feeds/changes.json").read_bytes())["feed_url"]
        == "https://example.org/book/feeds/changes.json"
    )


def test_pages_for_another_engine_have_the_feeds_beside_them(tmp_path: Path) -> None:
    with at():
        write_pages(find_layout(make_repository(tmp_path / "book")), tmp_path / "out")
    told = json.loads((tmp_path / "out/docs/feeds/changes.json").read_bytes())
    assert told["home_page_url"] == "https://example.org/book/changes/"
