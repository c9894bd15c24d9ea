"""Make the news of a book from its log."""

from collections.abc import Iterator
from itertools import groupby

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Key
from mopsbook.history.change import Change, ChangeLog
from mopsbook.news.news import Entry, News, Told


def make_news(log: ChangeLog, catalog: Catalog) -> News:
    """Return what a log tells, commit by commit, each change with what it happened to as that is now."""
    told = zip(log.changes, _follow(log.changes), strict=True)
    entries = []
    for commit, group in groupby(told, key=lambda pair: pair[0].commit):
        changes = tuple(_tell(change, key, catalog) for change, key in group)
        entries.append(Entry(commit.when, commit.subject, commit.author, (commit,), changes))
    return News(tuple(entries), log.missing)


def _tell(change: Change, key: Key, catalog: Catalog) -> Told:
    entity = catalog.get(*key)
    return Told(change, entity, catalog.team_of(entity) if entity else None)


def _follow(changes: tuple[Change, ...]) -> Iterator[Key]:
    """Yield, for each change of a log that begins with the newest, what it happened to is called now."""
    called: dict[Key, Key] = {}
    for change in changes:
        key = (change.kind, change.id)
        now = called.get(key, key)
        yield now
        if change.what == "renamed":
            called[(change.kind, change.old_id)] = now
        if change.what in ("added", "renamed"):
            # Whatever had the id before was something else; it has gone since, under this id.
            called[key] = (change.kind, "")
