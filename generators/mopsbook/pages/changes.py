"""What changed: the book's past, this week's first, in the words of its fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

import jinja2

from mopsbook.catalog.entity import Entity
from mopsbook.history.change import Change, Commit
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.page import Entry, Page
from mopsbook.pages.render import find_headings, tidy

# The page stays readable; what is older stands on the pages of the documents, and the page says how much that is.
_MOST_COMMITS = 100
# Of one commit are told: open, behind a fold, and by name alone.
_MOST_OPEN = 5
_MOST_TOLD = 40
_MOST_NAMED = 12

# Other words by which people look for this page.
_ASKED = "Changes of this week, last week, yesterday, lately, recently: news, history, change log."

Told = tuple[Change, Entity | None]


@dataclass(frozen=True, slots=True)
class Work:
    """What one commit did. `named` came or went and have nothing more to tell; of them and of the changes, `more` are not shown."""

    commit: Commit
    url: str
    total: int
    open: Sequence[Told]
    folded: Sequence[Told]
    named: Sequence[tuple[str, Sequence[Told], int]]
    more: int


def make_changes(book: Book, env: jinja2.Environment) -> Page:
    """Return the page of all changes, newest first."""
    commits = _by_commit(book.log.changes)
    weeks: dict[str, list[Work]] = {"This week": [], "Last week": [], "Earlier": []}
    for commit, changes in commits[:_MOST_COMMITS]:
        weeks[_week(commit, book)].append(_work(commit, changes, book))
    html = tidy(
        env.get_template("changes.html.jinja").render(
            book=book,
            hrefs=Hrefs.on("changes"),
            weeks=weeks.items() if commits else (),
            more=sum(len(changes) for _, changes in commits[_MOST_COMMITS:]),
        )
    )
    words = "Every change to this book, field by field."
    return Page(
        "changes",
        "What changed",
        html,
        words,
        find_headings(html),
        (Entry("What changed", f"{words} {_ASKED}", boost=3.0),),
        menu="Changes",
    )


def _by_commit(changes: Sequence[Change]) -> list[tuple[Commit, list[Change]]]:
    return [(commit, list(group)) for commit, group in groupby(changes, key=lambda change: change.commit)]


def _week(commit: Commit, book: Book) -> str:
    """Return when it was, as one says it: weeks begin on Monday. A clock that was ahead is no reason for another word."""
    today = book.catalog.today
    monday = today - timedelta(days=today.weekday())
    day = commit.when.date()
    return "This week" if day >= monday else "Last week" if day >= monday - timedelta(days=7) else "Earlier"


def _work(commit: Commit, changes: Sequence[Change], book: Book) -> Work:
    told = [(change, book.catalog.get(change.kind, change.id)) for change in changes]
    edited = [one for one in told if one[0].what in ("changed", "renamed")]
    named = [(words, [one for one in told if one[0].what == what]) for what, words in _WORDS.items()]
    return Work(
        commit,
        book.commit_url(commit.id),
        len(changes),
        edited[:_MOST_OPEN],
        edited[_MOST_OPEN:_MOST_TOLD],
        [(words, found[:_MOST_NAMED], max(0, len(found) - _MOST_NAMED)) for words, found in named if found],
        max(0, len(edited) - _MOST_TOLD),
    )


_WORDS = {"added": "New", "removed": "Removed"}


def by_day(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Yield changes grouped by the day of their commit (as its author saw it), in the order they come."""
    for day, group in groupby(changes, key=lambda change: change.commit.when.date().isoformat()):
        yield day, list(group)
