"""The feeds of a repository, and what stands in them."""

import xml.etree.ElementTree as etree
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lxml import etree as checked

from git_book import Repo
from mopsbook.catalog.make import make_catalog
from mopsbook.documents.load import load_shelf
from mopsbook.feeds.make import make_feeds
from mopsbook.feeds.story import find_pages
from mopsbook.history.addresses import Addresses
from mopsbook.history.names import with_names
from mopsbook.layout import Layout
from mopsbook.news.make import make_news
from mopsbook.pages.shelving import shelve

SITE = "https://example.org/book/"
REPOSITORY = {"url": "https://github.com/acme/book", "ticket": "https://t.example/{ticket}"}
ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = checked.RelaxNG(file=str(Path(__file__).with_name("atom.rng")))
TEAM = {"kind": "team", "id": "ops", "title": "Operations"}


def feeds_of(repo: Repo, site: str = SITE, today: date = date(2026, 2, 1)) -> Mapping[str, bytes]:
    """Return the feeds of a book as it was committed."""
    layout = Layout(repo.root, repo.root / "knowledge")
    catalog = make_catalog(load_shelf(layout, repo.kinds), (), today)
    news = make_news(with_names(repo.log(), catalog), catalog)
    pages = find_pages(shelve(news))
    return make_feeds(news, catalog, Addresses(REPOSITORY), pages, site, "The *book* of <us>")


def parse(feed: bytes) -> etree.Element:
    """Return a feed that is held against the schema of Atom; whoever reads it finds well-formed XML."""
    SCHEMA.assertValid(checked.fromstring(feed))
    root = etree.fromstring(feed)
    ids = [found.text for found in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)), "every id is given once"
    times = [entry.findtext(f"{ATOM}updated") for entry in entries(root)]
    assert times == sorted(times, reverse=True), "the newest entry stands first"
    return root


def entries(root: etree.Element) -> list[etree.Element]:
    """Return the entries of a feed."""
    return root.findall(f"{ATOM}entry")


def titles(feed: bytes) -> list[str]:
    """Return the titles of the entries."""
    return [entry.findtext(f"{ATOM}title") or "" for entry in entries(parse(feed))]


def hrefs(element: etree.Element, rel: str) -> list[str]:
    """Return where links of an element lead."""
    return [link.get("href", "") for link in element.findall(f"{ATOM}link") if link.get("rel") == rel]
