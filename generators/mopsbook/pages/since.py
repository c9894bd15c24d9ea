"""Since when, on the page of an entity: quiet marks beside what changed since it was added, and the notes that they open.

A mark is a date and a button; its note says by whom and why, and what stood there before. What is so since the entity was added
bears no mark: the page says that once.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from textwrap import shorten

from markupsafe import Markup
from msgspec import Struct

from mopsbook.catalog.entity import Entity, Key
from mopsbook.history.change import Change, FieldChange
from mopsbook.history.match import find_key
from mopsbook.history.sentences import summarise
from mopsbook.history.since import Made, Since, name_of, path_of
from mopsbook.kinds.field import Field
from mopsbook.news.news import Entry
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.mentions import name_mentions
from mopsbook.pages.prose import plain
from mopsbook.pages.values import is_amount
from mopsbook.words import say_day

_MOST_FIELDS = 3
# A longer text is told where all changes are.
_LONGEST = 120
_LONGEST_REASON = 240


class Note(Struct, frozen=True):
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
        changes = book.log.of(*entity.key)
        self._since = Since(changes, entity.kind)
        self._kind = entity.kind
        self._data = entity.data
        # By the name of a list: the change that brought it, which its heading tells.
        self._lists: dict[str, int] = {}
        self._catalog = book.catalog
        self._hrefs = hrefs
        self._told = {commit.id: pair for pair in _explained(entity, book) for commit in pair[0].commits}
        self._begins = _begin_of(changes, book)
        self._notes: dict[str, Note] = {}

    @property
    def last(self) -> Change | None:
        """The last change that was more than a review, if it was not the first."""
        return self._since.last if self._since.last is not self._since.added else None

    @property
    def last_words(self) -> str:
        """What it did, in few words: "owner and 2 more"."""
        return summarise(self.last, self._kind) if self.last else ""

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

    def mark_fact(self, field: Field, value: object) -> Markup:
        """Return since when a field has its value; of a group or list whose rows have marks, what holds for it as a whole."""
        if isinstance(value, Mapping) and not (is_amount(value, field, "unit") or is_amount(value, field, "period")):
            return self._mark(field.name, self._since.whole(field.name))
        return self.mark_list(field.name)

    def mark_list(self, name: str) -> Markup:
        """Return since when there is a list, or since when it lacks something; the marks of its items say nothing of that again.

        A list of which nobody can tell what its items are called is marked as a whole.
        """
        value = self._data.get(name)
        items = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
        key = find_key(self._kind.by_name.get(name), items) if items else ""
        if not key:
            return self.mark(name)
        came = self._since.came(name, [name_of(item, key) for item in items])
        if came:
            self._lists[name] = came.number
        found = [made for made in (came, self._since.gone(name)) if made]
        return self._mark(name, min(found, key=lambda made: made.number, default=None))

    def came(self, path: str, item: Mapping[str, object]) -> Markup:
        """Return since when there is this item of a list (its values have marks of their own); nothing if from the beginning."""
        where = path_of(path, item, self._kind)
        return self._mark(where, self._since.whole(where)) if where else Markup("")

    def _mark(self, path: str, made: Made | None) -> Markup:
        around = path.partition(".")[0]
        field = self._kind.field(path)
        # A day that something was done says itself since when.
        is_day = field is not None and field.format == "date"
        if made is None or is_day or (around != path and self._lists.get(around) == made.number):
            return Markup("")
        note = self._notes.get(path)
        if note is None:
            told = [one for one in made.fields if len(one.old) + len(one.new) <= _LONGEST]
            shown = told[:_MOST_FIELDS]
            note = self._note(made.change, shown, len(made.fields) - len(shown))
            self._notes[path] = note
        # Nothing in it has to be escaped, and Markup.format would take ten times as long.
        day = say_day(made.change.commit.when)
        return Markup(
            f'<button type="button" class="mb-since" popovertarget="{note.id}" data-number="{note.id[2:]}">since {day}</button>'
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


def ages_of(entity: Entity, book: Book, digests: Mapping[Key, str], say: Callable[[Change], str]) -> list[str]:
    """Return what the marks of a page and their notes depend on; `digests` are those of all entities, `say` gives that of a change."""
    changes = book.log.of(*entity.key)
    explained = [
        f"{entry.id} {entry.guessed} {digests[source.key]} {[commit.id for commit in entry.commits]}"
        for entry, source in _explained(entity, book)
    ]
    return [*map(say, changes), *explained, str(_begin_of(changes, book))]


def _explained(entity: Entity, book: Book) -> list[tuple[Entry, Entity]]:
    """Return what happened to an entity and is explained by another document, with that: a note, a decision, a vendor update."""
    found = book.news.of(entity)
    return [(entry, entry.source) for entry in found if entry.source is not None and entry.source is not entity]


def _begin_of(changes: Sequence[Change], book: Book) -> date | None:
    """Return the day on which the history begins, for an entity whose changes tell that it is older; None for all others."""
    if not book.log.missing or any(change.what == "added" for change in changes):
        return None
    return book.history_begins
