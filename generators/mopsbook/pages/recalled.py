"""What the pages of a book are, taken from the build before where nothing but prose has changed since.

Which pages there are, what they are called and the fingerprints of their facts follow from what `Fingerprints.of_facts` covers. It
takes longer to work out than all the rest of a build that makes one page, and somebody who mends a sentence changes none of it.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.diagrams.lay_out import name_command
from mopsbook.kept import READERS, code_of, digest, read_kept, write_kept
from mopsbook.pages.book import Book
from mopsbook.pages.make import draft_part, make_fingerprints, make_parts
from mopsbook.pages.page import Draft, Page
from mopsbook.pages.questions.asked import ask
from mopsbook.pages.redirects import make_redirects

# What turns a book into pages: other code of ours, or a new version of any of these, may make another page of the same knowledge.
ROOMS = (
    "reading", "kinds", "documents", "naming", "scoring", "checks", "catalog", "history", "news", "ratchet", "diagrams", "recap", "pages",
)  # fmt: skip
MAKERS = (*READERS, "jinja2", "markupsafe", "markdown", "nh3", "graphviz", "pygraphviz")


class Pages(Struct, frozen=True):
    """The pages of a site: their drafts, the HTML of old addresses by path, and the fingerprints of what tells all the news or all there is."""

    drafts: list[Draft]
    redirects: Mapping[str, str]
    of_news: str
    of_all: str


def recall_pages(book: Book, template_folders: tuple[Path, ...], cache: Path) -> Pages:
    """Return the pages of a book, whose drafts are finished. The folder is where they are kept between builds."""
    fingerprints = make_fingerprints(book, template_folders)
    book.look_near()
    basis = digest([code_of(ROOMS, MAKERS), name_command(), fingerprints.of_facts])
    kept = cache / "pages.json"
    known = read_kept(kept, basis)
    # Where nobody asks anything about this book, what an earlier one answered would stay in memory with it.
    ask(book.catalog)
    if known is None:
        parts = make_parts(book, template_folders, fingerprints)
        redirects, news = make_redirects(book), fingerprints.of_news
        said = {name: [_say(draft) for draft in drafts] for name, drafts in parts.items()}
        write_kept(kept, basis, {"parts": said, "redirects": redirects, "news": news})
        drafts = [
            replace(draft, fingerprint=fingerprints.finish(draft.fingerprint, draft.shows))
            for part in parts.values()
            for draft in part
        ]
    else:
        again = _Again(book, template_folders)
        redirects, news = known["redirects"], known["news"]
        drafts = []
        for part, rows in known["parts"].items():
            for path, title, made, source, line, menu, shows in rows:
                finished, render = fingerprints.finish(made, shows), partial(again.render, part, path)
                drafts.append(Draft(path, title, finished, render, source, line, menu, tuple(shows)))
    return Pages(drafts, redirects, news, fingerprints.of_all)


def _say(draft: Draft) -> list[Any]:
    return [draft.path, draft.title, draft.fingerprint, draft.source, draft.line, draft.menu, draft.shows]


class _Again:
    """Drafts what has to be rendered after all, a part of the site at a time: hardly a build needs many of them."""

    def __init__(self, book: Book, template_folders: tuple[Path, ...]) -> None:
        self._book, self._folders = book, template_folders
        self._parts: dict[str, Mapping[str, Draft]] = {}

    def render(self, part: str, path: str) -> Page:
        """Return the page at an address."""
        if part not in self._parts:
            drafts = draft_part(part, self._book, self._folders)
            self._parts[part] = {draft.path: draft for draft in drafts}
        return self._parts[part][path].render()
