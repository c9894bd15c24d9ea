"""What changed: the book's past by day, in sentences."""

from collections.abc import Sequence
from itertools import groupby

import jinja2

from mopsbook.catalog.entity import Entity
from mopsbook.history.change import Change, Commit
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.page import Entry, Page
from mopsbook.pages.render import find_headings, tidy

# The page stays readable; what is older stands on the pages of the documents, and the page says how much that is.
_MOST = 200


def make_changes(book: Book, env: jinja2.Environment) -> Page:
    """Return the page of all changes, newest first."""
    shown = book.log.changes[:_MOST]
    days = [
        (day, [(commit, _with_entities(changes, book)) for commit, changes in _by_commit(changes)])
        for day, changes in by_day(shown)
    ]
    html = tidy(
        env.get_template("changes.html.jinja").render(
            book=book, hrefs=Hrefs.on("changes"), days=days, more=len(book.log.changes) - len(shown)
        )
    )
    words = "Every change to this book, field by field."
    return Page(
        "changes",
        "What changed",
        html,
        words,
        find_headings(html)[:40],
        (Entry("What changed", words, boost=2.0),),
        menu="Changes",
    )


def _by_commit(changes: Sequence[Change]) -> list[tuple[Commit, list[Change]]]:
    return [(commit, list(group)) for commit, group in groupby(changes, key=lambda change: change.commit)]


def _with_entities(changes: Sequence[Change], book: Book) -> list[tuple[Change, Entity | None]]:
    return [(change, book.catalog.get(change.kind, change.id)) for change in changes]


def by_day(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """Return changes grouped by the day of their commit (as its author saw it), in the order they come."""
    return [
        (day, list(group)) for day, group in groupby(changes, key=lambda change: change.commit.when.date().isoformat())
    ]
