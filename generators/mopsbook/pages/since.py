"""Since when, on the page of an entity: quiet marks beside what changed since it was added, and the notes that they open.

A mark is a date and a button; its note says by whom and why, and what stood there before. What is so since the entity was added
bears no mark: the page says that once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from markupsafe import Markup

from mopsbook.catalog.entity import Entity, Key
from mopsbook.history.change import Change, FieldChange
from mopsbook.history.sentences import summarise
from mopsbook.history.since import Made, Since, path_of
from mopsbook.news.news import Entry
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.mentions import name_mentions
from mopsbook.pages.prose import plain
from mopsbook.pages.values import show_date

_MOST_FIELDS = 3
# A longer text is told where all changes are.
_LONGEST = 120
_LONGEST_REASON = 240


@dataclass(frozen=True, slots=True)
class Note:
    """What a mark opens: the change, and what it did there. `more` fields are not told.

    `source` is the document that explains it as a chip, "" if there is none, and `guessed` says that nobody named it; `because` is
    the reason that it or the commit gives.
    """

    id: str
    change: Change
    fields: Sequence[FieldChange]
    more: int
    source: Markup
    because: str
    guessed: bool


class Ages:
    """The marks of one page, in the order in which its template asks for them, and afterwards their notes."""

    def __init__(self, entity: Entity, book: Book, hrefs: Hrefs) -> None:
        self._since = Since(book.log.of(*entity.key), entity.kind)
        self._kind = entity.kind
        self._catalog = book.catalog
        self._hrefs = hrefs
        self._told = {commit.id: pair for pair in _explained(entity, book) for commit in pair[0].commits}
        self._begins = begin_of(entity, book)
        self._notes: dict[str, Note] = {}

    @property
    def last(self) -> Change | None:
        """The last change that was more than a review, if it was not the first."""
        return self._since.last if self._since.last is not self._since.added else None

    @property
    def last_words(self) -> str:
        """What it did, in few words: "owner and 2 more"."""
        return summarise(self.last) if self.last else ""

    @property
    def added(self) -> Change | None:
        """The change that added the entity, if that is known."""
        return self._since.added

    @property
    def begins(self) -> str:
        """For what is older than the history: the day on which that begins, as in a file."""
        return self._begins.isoformat() if self._begins else ""

    @property
    def notes(self) -> Sequence[Note]:
        """The notes of the marks so far."""
        return list(self._notes.values())

    def mark(self, path: str, item: Mapping[str, object] | None = None) -> Markup:
        """Return since when a field (dotted path) has its value, or that of an item of a list; nothing if since it was added."""
        where = path_of(path, item, self._kind) if item is not None else path
        return self._mark(where, self._since.own(where)) if where else Markup("")

    def came(self, path: str, item: Mapping[str, object]) -> Markup:
        """Return since when there is this item of a list (its values have marks of their own); nothing if from the beginning."""
        where = path_of(path, item, self._kind)
        return self._mark(where, self._since.whole(where)) if where else Markup("")

    def _mark(self, path: str, made: Made | None) -> Markup:
        if made is None:
            return Markup("")
        note = self._notes.get(path)
        if note is None:
            told = [one for one in made.fields if len(one.old) + len(one.new) <= _LONGEST]
            shown = told[:_MOST_FIELDS]
            note = self._note(made.change, shown, len(made.fields) - len(shown))
            self._notes[path] = note
        day = show_date(made.change.commit.when.date().isoformat()).striptags()
        return Markup('<button type="button" class="mb-since" popovertarget="{}">since {}</button>').format(
            note.id, day
        )

    def _note(self, change: Change, shown: Sequence[FieldChange], more: int) -> Note:
        entry, source = self._told.get(change.commit.id, (None, None))
        because = "" if source else change.commit.reason
        if source is not None and source.data.get("why"):
            text = plain(str(source.data["why"]), name_mentions(source, "why", self._catalog))
            because = shorten(text, _LONGEST_REASON, placeholder=" …")
        chip = self._hrefs.chip(source) if source is not None else Markup("")
        return Note(
            f"_s{len(self._notes) + 1}", change, shown, more, chip, because, entry is not None and entry.guessed
        )


def ages_of(entity: Entity, book: Book, digests: Mapping[Key, str]) -> list[str]:
    """Return what the marks of a page and their notes depend on; `digests` are those of all entities."""
    explained = [f"{entry.id} {entry.guessed} {digests[source.key]}" for entry, source in _explained(entity, book)]
    return [*map(repr, book.log.of(*entity.key)), *explained, str(begin_of(entity, book))]


def _explained(entity: Entity, book: Book) -> list[tuple[Entry, Entity]]:
    """Return what happened to an entity and is explained by another document, with that: a note, a decision, a vendor update."""
    found = book.news.of(entity)
    return [(entry, entry.source) for entry in found if entry.source is not None and entry.source is not entity]


def begin_of(entity: Entity, book: Book) -> date | None:
    """Return the day on which the history begins, for an entity that is older than that; None for all others."""
    changes = book.log.of(*entity.key)
    if not book.log.missing or any(change.what == "added" for change in changes):
        return None
    return book.history_begins
