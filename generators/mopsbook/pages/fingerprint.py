"""Fingerprints: what an entity's page can show, as a digest. Equal fingerprint, equal page.

A page shows an entity, what it refers to, and what refers to it. A neighbour is shown with its own facts and the names of
what it refers to in turn (an integration's other end). So the digest of an entity covers its facts and the faces of its
targets, and the fingerprint of its page covers the digests of the entity and of all its neighbours; that of an object, and
those of its fields, all integrations that carry them, too. What hangs on it in the whole book is one number, its tier, and what
a team should write next is named. No page of an entity may look further; the tests change books at random and compare.

Prose is what people change most, and what hardly a page but its own shows. So a fingerprint is made in two steps: of the facts
(`of`, `of_index` and the others), and then of the prose that a page shows, which its draft names (`finish`). Of other prose it
covers what `PROSE_OF_OTHERS` names; all of it where a team has templates of its own, which may show anything.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key
from mopsbook.catalog.what_next import Task
from mopsbook.diagrams.carried import carried_of
from mopsbook.history.change import Change
from mopsbook.kinds.kind import Kind
from mopsbook.news.explain import SOURCES
from mopsbook.news.news import Entry, Told
from mopsbook.pages.book import Book
from mopsbook.pages.page import Page
from mopsbook.pages.past import entries_of
from mopsbook.pages.since import ages_of

# The prose at the top level of an entity that pages of others show, by kind; of what explains changes the logs tell all.
PROSE_OF_OTHERS: Mapping[str, Sequence[str]] = {
    "campaign-type": ("follow_up",),
    "integration": ("error_handling",),
    "policy": ("purpose",),
    "process": ("trigger",),
}


class Fingerprints:
    """The fingerprints of a book's entity pages; what each page shares with all others goes into `common`."""

    def __init__(self, book: Book, common: str, *, own_templates: bool = False) -> None:
        """With `own_templates`, which nobody knows, a page may show whatever its neighbours say."""
        self._book = book
        self._common = common
        catalog = book.catalog
        # Of two documents with one id the first counts, here as in the catalog.
        faces = {entity.key: f"{entity.key} {_face(entity)}" for entity in reversed(catalog.entities)}
        self._digests: dict[Key, str] = {}
        for entity in reversed(catalog.entities):
            is_whole = own_templates or entity.kind.name in SOURCES
            said = catalog.digests[entity] if is_whole else f"{catalog.facts[entity]}{_prose(entity)}"
            self._digests[entity.key] = f"{_digest(entity, faces, catalog)}{said}"
        self._near: dict[Key, str] = {}
        # Changes that the news hold, each with its digest: they are told on many pages.
        self._changes: dict[int, tuple[Change, str]] = {}

    def of(self, entity: Entity) -> str:
        """Return the fingerprint of an entity's page."""
        catalog = self._book.catalog
        around = (
            [repr(finding) for finding in catalog.findings_of(entity)],
            self._entries(*entries_of(entity, self._book)),
            ages_of(entity, self._book, self._digests, self._say),
            self._carried(entity),
            [repr(catalog.tier_of(entity)), str(catalog.target_of(entity))],
            [_task(task) for task in self._book.next_of(entity)],
        )
        return _hash(self._common, self._around(entity), *("\x01".join(each) for each in around))

    def _around(self, entity: Entity) -> str:
        """Return the digest of an entity and all its neighbours."""
        near = self._near.get(entity.key)
        if near is None:
            catalog, digests = self._book.catalog, self._digests
            # In the order of the links: what each of them says stands in the data of the one that makes it, but for where it leads.
            to = "".join([digests[link.target] for link in catalog.links_from(entity)])
            by = "".join([digests[link.source] for link in catalog.links_to(entity)])
            near = self._near[entity.key] = _hash(self._digests[entity.key], to, by)
        return near

    def _carried(self, entity: Entity) -> list[str]:
        """Return what integrations carry of an object: they may call its fields by their names in a system, which is no link."""
        if entity.kind.name != "object":
            return []
        return [
            f"{one.source.id} {one.target.id} {self._digests[one.integration.key]} {[known.name for known in one.fields]}"
            for one in carried_of(self._book.catalog, entity)
        ]

    def finish(self, made: str, shows: Iterable[str]) -> str:
        """Return a fingerprint that was made of facts with the prose that its page shows (`Draft.shows`); "" if it is none."""
        return _hash(made, *map(self._whole, shows)) if made else ""

    def _whole(self, name: str) -> str:
        """Return the digest of an entity with all its prose, or of all entities of a kind."""
        if name not in self._wholes:
            catalog = self._book.catalog
            shown = catalog.of_kind(name.removesuffix("/"))
            self._wholes[name] = _hash(*(catalog.digests[one] for one in shown))
        return self._wholes[name]

    @cached_property
    def _wholes(self) -> dict[str, str]:
        catalog = self._book.catalog
        return {one.full_id: catalog.digests[one] for one in reversed(catalog.entities)}

    def of_index(self, kind: Kind, more: Callable[[], Iterable[object]]) -> str:
        """Return the fingerprint of the index of a kind: it shows every entity of it, and what those refer to by name.

        `more` gives what it shows besides: pictures, plots, what depends on the day.
        """
        digests = [self._digests[entity.key] for entity in self._book.catalog.of_kind(kind)]
        return _hash(self._common, kind.name, *digests, *map(repr, more()))

    def of_entries(self, entries: Sequence[Entry], around: str) -> str:
        """Return the fingerprint of a page of a log: it shows these entries; `around` is what it says besides."""
        return _hash(self._common, around, *self._entries(entries))

    def _entries(self, entries: Sequence[Entry], total: int = 0) -> list[str]:
        found = [str(total)]
        for entry in entries:
            told = [self._tell(one) for one in entry.told]
            shown = [*(f"{_face(one.entity)}" for one in entry.touches), *map(_face, entry.see)]
            # All commits that a document explains are named, those too that did nothing to what the page is about.
            source = f"{self._digests[entry.source.key] if entry.source else ''}{entry.commits!r}"
            head = (entry.when, entry.title, entry.author, entry.coming, entry.guessed, entry.level, source)
            found.append("\x01".join([repr(head), *told, *shown]))
        return found

    def _tell(self, one: Told) -> str:
        """Return what was done to a thing, as a digest, and of today its name."""
        if id(one.change) not in self._changes:
            self._changes[id(one.change)] = (one.change, _hash(repr(one.change)))
        return f"{self._say(one.change)}{one.entity.key}{_face(one.entity)}" if one.entity else self._say(one.change)

    def _say(self, change: Change) -> str:
        known, said = self._changes.get(id(change), (None, ""))
        return said if known is change else _hash(repr(change))

    @cached_property
    def of_news(self) -> str:
        """The fingerprint of what tells all the news: the feeds, and the index of the log."""
        catalog, news = self._book.catalog, self._book.news
        teams = [
            [one.team and one.team.key for one in entry.told] + [one.team and one.team.key for one in entry.about]
            for entry in news.entries
        ]
        names = [f"{team.key}{_face(team)}" for team in catalog.of_kind("team")]
        around = repr((news.missing, self._book.title, teams, names))
        return self.of_entries(news.entries, around)

    @cached_property
    def of_facts(self) -> str:
        """The fingerprint of whatever shows no prose: the facts of all entities, the findings, the past, and the day."""
        book, catalog = self._book, self._book.catalog
        past = (book.log.digest, book.log.missing, book.log.unread)
        digests = (self._digests[entity.key] for entity in catalog.entities)
        return _hash(self._common, repr((catalog.today, past)), *digests, *map(repr, catalog.findings))

    @cached_property
    def of_all(self) -> str:
        """The fingerprint of what shows something of every entity: what it says itself."""
        catalog = self._book.catalog
        return _hash(self._common, *(catalog.digests[entity] for entity in catalog.entities))

    def of_case(self, question: str, entity: Entity, beyond: Iterable[Entity]) -> str:
        """Return the fingerprint of the page of a case: it shows the entity and its neighbours, and the data of some more."""
        return _hash(self._common, question, self._around(entity), *(self._digests[one.key] for one in beyond))

    def of_text(self, text: str) -> str:
        """Return the fingerprint of a page that shows a text and what all pages share, and nothing of any entity."""
        return _hash(self._common, text)

    def of_made(self, make: Callable[[], Page]) -> str:
        """Return the fingerprint of a page that has to be made for that."""
        return self.of_text(repr(make()))


class NoFingerprints(Fingerprints):
    """Says of nothing what it depends on, in no time: for drafts that are made to be rendered."""

    of_facts = ""

    def __init__(self) -> None:
        pass

    def of(self, entity: Entity) -> str:
        """Return nothing."""
        return ""

    def of_index(self, kind: Kind, more: Callable[[], Iterable[object]]) -> str:
        """Return nothing."""
        return ""

    def of_entries(self, entries: Sequence[Entry], around: str) -> str:
        """Return nothing."""
        return ""

    def of_case(self, question: str, entity: Entity, beyond: Iterable[Entity]) -> str:
        """Return nothing."""
        return ""

    def of_text(self, text: str) -> str:
        """Return nothing."""
        return ""

    def of_made(self, make: Callable[[], Page]) -> str:
        """Return nothing, and make nothing."""
        return ""


def combine(fingerprint: str, more: str) -> str:
    """Return the fingerprint of a page that shows no more than another, but something else of it."""
    return _hash(fingerprint, more)


def _digest(entity: Entity, faces: Mapping[Key, str], catalog: Catalog) -> str:
    """Return the digest of what is known of an entity besides what it says; `faces` are what others show of each, with its key."""
    completeness = entity.completeness
    gaps = [(gap.pointer, gap.state) for gap in completeness.gaps]
    # Not as a set: two names that change places lead the same links elsewhere.
    targets = [
        f"{link.to_title} {faces[link.target]}" if link.to_title else faces[link.target]
        for link in catalog.links_from(entity)
    ]
    freshness = entity.freshness
    # In full: what made a review doubtful stands on the page, too.
    measured = (completeness.score, gaps, repr(freshness))
    return _hash(entity.title, entity.path, f"{entity.key} {entity.line} {measured}", *targets)


def _prose(entity: Entity) -> str:
    shown = PROSE_OF_OTHERS.get(entity.kind.name)
    return repr([entity.data.get(name) for name in shown]) if shown else ""


def _task(task: Task) -> str:
    entity = task.entity
    said = (entity.key, entity.path, entity.line, entity.completeness.score, task.target, task.tier.level)
    return f"{_face(entity)}\x01{said}\x01{len(task.parts)}\x01{task.label}\x01{task.advice}"


def _face(entity: Entity) -> str:
    return f"{entity.title}\x01{entity.status}\x01{[entity.data.get(name) for name in entity.kind.group_by]}"


def _hash(*values: str) -> str:
    # No text of a YAML file holds a NUL.
    return hashlib.sha256("\0".join(values).encode(errors="surrogatepass")).hexdigest()[:24]
