"""The feeds of a site: as files beside the pages, and as links in the head of the pages that they tell of."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from html import escape

from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from mopsbook.catalog.addresses import BOOK_FEED, JSON_FEED, feed_of, index_of, page_of
from mopsbook.feeds.make import make_feeds
from mopsbook.feeds.story import find_pages
from mopsbook.pages.book import Book
from mopsbook.site.assets import Asset

# The address of a feed, its media type, its title.
_Link = tuple[str, str, str]
# By the address of a page, with "" for those of every page.
FeedLinks = Mapping[str, Sequence[_Link]]

_ATOM = "application/atom+xml"


def read_feeds(book: Book, site_url: str) -> Mapping[str, bytes]:
    """Return the feeds of a book by their place in the site."""
    return make_feeds(book.news, book.catalog, book.addresses, find_pages(book.shelving), site_url, book.title)


def find_feeds(book: Book, fingerprint: str, site_url: str) -> Mapping[str, Asset]:
    """Return the same as files that are made when somebody writes them, all of them as soon as it is one.

    The fingerprint is that of what tells all the news.
    """
    catalog, made = book.catalog, cache(lambda: read_feeds(book, site_url))
    paths = [BOOK_FEED, JSON_FEED, *map(feed_of, catalog.of_kind("team")), *map(feed_of, catalog.kinds.shown)]
    return {path: Asset(partial(lambda name: made()[name], path), fingerprint) for path in paths}


def list_feeds(book: Book) -> FeedLinks:
    """Return which feeds the head of each page names."""
    found: dict[str, Sequence[_Link]] = {
        "": [(BOOK_FEED, _ATOM, book.title), (JSON_FEED, "application/feed+json", book.title)]
    }
    for kind in book.catalog.kinds.shown:
        found[f"{index_of(kind)}/"] = [(feed_of(kind), _ATOM, f"{book.title}: {kind.plural}")]
    for team in book.catalog.of_kind("team"):
        found[f"{page_of(team)}/"] = [(feed_of(team), _ATOM, f"{book.title}: {team.title}")]
    return found


def add_links(html: str, feeds: FeedLinks, file: File) -> str:
    """Return the HTML of a page with its feeds in the head. Addresses are relative, as all of ours are."""
    # Not "alternate" alone: Material takes that for the site in another language, and asks for its sitemap on every page.
    links = "".join(
        f'<link rel="alternate feed" type="{media}" title="{escape(title)}" href="{get_relative_url(path, file.url)}">'
        for path, media, title in (*feeds[""], *feeds.get(file.url, ()))
    )
    return html.replace("</head>", f"{links}</head>", 1)
