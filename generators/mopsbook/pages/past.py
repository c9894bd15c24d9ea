"""Past: the log of an entity, or of a team and what it answers for, on its own page. It is short; the book's log has the rest."""

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup, escape
from msgspec import Struct

from mopsbook.catalog.addresses import feed_of
from mopsbook.catalog.entity import Entity
from mopsbook.history.change import Change, Commit
from mopsbook.history.sentences import summarise
from mopsbook.news.news import Entry, Told
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.shelving import told_of
from mopsbook.pages.telling import Telling, is_noise, tell_source

_MOST_OPEN = 5
_MOST = 25
# Of what a team answers for, so much of one entry is named.
_MOST_NAMED = 6


class Line(Struct, frozen=True):
    """One entry on the page of an entity: what happened to it (`changes`), or, in the log of a team, to what (`things`).

    `telling` is the note, decision or vendor update behind it, None if that is the page itself.
    """

    entry: Entry
    commits: Sequence[tuple[Commit, str]]
    telling: Telling | None
    changes: Sequence[Change]
    things: Sequence[tuple[Markup, str]]
    more: int
    why: str


class Past(Struct, frozen=True):
    """Lines that are open and such that are folded; the number of older ones; where the book's log tells this log alone.

    `feed` is where it can be followed, "" if it has no feed of its own.
    """

    open: Sequence[Line]
    folded: Sequence[Line]
    more: int
    href: str
    feed: str


def entries_of(entity: Entity, book: Book) -> tuple[Sequence[Entry], int]:
    """Return the entries that the page of an entity shows, and how many there are in all."""
    if entity.kind.name != "team":
        found = book.news.of(entity)
    else:
        found = [entry for entry in book.news.of_team(entity) if not is_noise(entry)]
    return found[:_MOST], len(found)


def tell_past(entity: Entity, book: Book, hrefs: Hrefs) -> Past:
    """Return the log of an entity."""
    shown, total = entries_of(entity, book)
    lines = [_line(entry, entity, book, hrefs) for entry in shown]
    chosen = (
        f"team={quote(entity.id)}" if entity.kind.name == "team" else f"of={quote(f'{entity.kind.name}/{entity.id}')}"
    )
    feed = hrefs.root + feed_of(entity) if entity.kind.name == "team" else ""
    return Past(lines[:_MOST_OPEN], lines[_MOST_OPEN:], total - len(shown), f"{hrefs.page('changes')}?{chosen}", feed)


def _line(entry: Entry, entity: Entity, book: Book, hrefs: Hrefs) -> Line:
    told = [one for one in told_of(entry) if not one.change.only_reviewed] or told_of(entry)
    worst = next((one for one in told if one.level == entry.level), None)
    is_team = entity.kind.name == "team"
    things = told if is_team else []
    return Line(
        entry,
        [(commit, book.commit_url(commit.id)) for commit in entry.commits],
        tell_source(entry.source, book, hrefs) if entry.source and entry.source is not entity else None,
        [] if is_team else [one.change for one in told if one.entity is entity],
        [_thing(one, book, hrefs) for one in things[:_MOST_NAMED]],
        max(0, len(things) - _MOST_NAMED),
        worst.why if worst else "",
    )


def _thing(one: Told, book: Book, hrefs: Hrefs) -> tuple[Markup, str]:
    said = summarise(one.change, book.catalog.kinds.get(one.change.kind))
    return hrefs.chip(one.entity) if one.entity else escape(one.title), said
