"""Make the news of a book: from its log, and from the documents that tell of a day themselves."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from itertools import groupby

from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key
from mopsbook.history.change import Change, ChangeLog
from mopsbook.history.followed import Followed
from mopsbook.kinds.impact import CLASSES
from mopsbook.news.explain import NEAR_DAYS, NOTE, SOURCES, day_of, explain
from mopsbook.news.news import Entry, News, Told, Touched

# By kind: the dates that say of which day it tells, and the fields that name what it touches.
_DAYS = {NOTE: ("effective",), "decision": ("date",), "vendor-update": ("effective", "announced")}
_TOUCHES = ("systems", "touches")
_OPEN = ("new", "assessed", "in-progress")
_HARMLESS = ("none", "low")


def make_news(log: ChangeLog, catalog: Catalog) -> News:
    """Return what happened: each commit with what it did to what there is now, or the note that explains it; decisions; updates.

    Decisions, vendor updates and notes whose commits nobody knows stand at their own day. The commit that did nothing but write
    such a document down, near that day, is told with it.
    """
    commits = _tell_commits(log, catalog)
    explanation = explain(commits, catalog)
    explained: dict[Entity, list[int]] = defaultdict(list)
    for number, note in explanation.note_of.items():
        explained[note].append(number)
    written = _written_down(commits)
    taken = set(explanation.note_of)
    entries: list[Entry] = []
    for source in (one for kind in SOURCES for one in catalog.of_kind(kind)):
        numbers = sorted(explained[source])
        when = _when(source, [commits[number] for number in numbers])
        beside = written.get(source)
        if beside is not None and beside not in taken and (when is None or _is_near(when, commits[beside])):
            taken.add(beside)
            when = when or commits[beside].when
            numbers = sorted([*numbers, beside])
        if when is not None:
            guessed = any(number in explanation.guessed for number in numbers)
            entry = _tell_source(source, when, [commits[number] for number in numbers], catalog)
            entries.append(replace(entry, guessed=guessed))
    for number, entry in enumerate(commits):
        if number not in taken:
            entries.append(replace(entry, see=explanation.rivals_of.get(number, ())))
    return News(tuple(sorted(entries, key=lambda entry: entry.when, reverse=True)), log.missing, log.unread)


def _tell_commits(log: ChangeLog, catalog: Catalog) -> list[Entry]:
    told = zip(log.changes, _follow(log.changes), strict=True)
    entries, followed = [], Followed(catalog.shelf)
    for commit, group in groupby(told, key=lambda pair: pair[0].commit):
        changes = tuple(_tell(followed.settle(change, key), key, catalog) for change, key in group if change.is_told)
        entries.append(Entry(commit.when, commit.subject, commit.author, (commit,), changes))
    return entries


def _tell(change: Change, key: Key, catalog: Catalog) -> Told:
    entity = catalog.get(*key)
    return Told(change, entity, catalog.team_of(entity) if entity else None)


def _written_down(commits: Sequence[Entry]) -> dict[Entity, int]:
    """Return the entries that did nothing but add one document that tells of a day."""
    found = {}
    for number, entry in enumerate(commits):
        only = entry.told[0] if len(entry.told) == 1 else None
        if only and only.entity and only.change.kind in SOURCES and only.change.what == "added":
            found[only.entity] = number
    return found


def _is_near(when: datetime, entry: Entry) -> bool:
    return abs((when.date() - entry.day).days) <= NEAR_DAYS


def _when(source: Entity, commits: Sequence[Entry]) -> datetime | None:
    """Return when it happened: on the day it tells of, or when the last of it was done, whichever is later."""
    day = day_of(source, *_DAYS[source.kind.name])
    done = max((entry.when for entry in commits), default=None)
    if day is None or (done is not None and done.date() >= day):
        return done
    return datetime.combine(day, time(), UTC)


def _tell_source(source: Entity, when: datetime, commits: Sequence[Entry], catalog: Catalog) -> Entry:
    links = catalog.links_from(source, *_TOUCHES)
    touched = dict.fromkeys(catalog.at(link.target) for link in links if link.target != source.key)
    return Entry(
        when=when,
        title=source.title,
        author=_author(source, commits, catalog),
        commits=tuple(commit for entry in commits for commit in entry.commits),
        told=tuple(one for entry in commits for one in entry.told),
        source=source,
        team=catalog.team_of(source),
        touches=tuple(Touched(one, catalog.team_of(one)) for one in touched),
        coming=_is_coming(source, when.date(), catalog.today),
        least=_class_of(source),
    )


def _is_coming(source: Entity, day: date, today: date) -> bool:
    # What was done in a time zone ahead of ours is no announcement.
    return day > today and day == day_of(source, *_DAYS[source.kind.name])


def _author(source: Entity, commits: Sequence[Entry], catalog: Catalog) -> str:
    if source.kind.name == "decision":
        return ", ".join(one.title for one in catalog.named(source, "deciders"))
    if source.kind.name == "vendor-update":
        return str(source.data.get("vendor", ""))
    owner = catalog.owner_of(source)
    return commits[0].author if commits else owner.title if owner else ""


def _class_of(source: Entity) -> str:
    """Return what a document means to others by itself: a vendor update that somebody has to do something about wants that."""
    data = source.data
    waits = data.get("state") in _OPEN and data.get("impact") not in _HARMLESS
    return "needs-action" if source.kind.name == "vendor-update" and waits else CLASSES[-1]


def _follow(changes: Sequence[Change]) -> Iterator[Key]:
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
