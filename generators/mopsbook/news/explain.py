"""Which commits a change note explains: what says so outright counts first, what was done near its day last.

A commit is explained by one note or by none. Where several could be meant it stays alone and leads to all of them; where nobody
named a note and two would fit, none is taken.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key
from mopsbook.documents.dates import parse_date
from mopsbook.kinds.impact import CLASSES
from mopsbook.news.news import Entry, Told
from mopsbook.news.tickets import tickets_of_commit, tickets_of_url

NOTE = "change-note"
# Documents that tell of a day themselves; a commit that writes one down beside other work does not do it to anybody.
SOURCES = (NOTE, "decision", "vendor-update")

# A change is written down on its day or within the days around it. A month would join what has nothing to do with each other.
NEAR_DAYS = 7
# A commit that does mostly other things (the first of a book, a new spelling everywhere) is not explained by a note on a few.
LEAST_SHARE = 0.25

Claims = Mapping[int, Sequence[Entity]]


class Explanation(Struct):
    """By the number of an entry: the note that explains it, those that may; the numbers that were guessed."""

    note_of: dict[int, Entity] = field(default_factory=dict)
    rivals_of: dict[int, tuple[Entity, ...]] = field(default_factory=dict)
    guessed: set[int] = field(default_factory=set)

    def settle(self, claims: Claims) -> None:
        """Give each entry that nobody has to the note that claims it; several keep each other from it."""
        for number, notes in claims.items():
            if number not in self.note_of and number not in self.rivals_of:
                if len(notes) == 1:
                    self.note_of[number] = notes[0]
                elif notes:
                    self.rivals_of[number] = tuple(notes)

    def guess(self, claims: Claims) -> None:
        """Do the same for what is likely and no more: with rivals nothing is said, and a note that has commits gets none."""
        content = set(self.note_of.values())
        for number, notes in claims.items():
            free = number not in self.note_of and number not in self.rivals_of
            if free and len(notes) == 1 and notes[0] not in content:
                self.note_of[number] = notes[0]
                self.guessed.add(number)


def explain(entries: Sequence[Entry], catalog: Catalog) -> Explanation:
    """Return which note explains which of the entries, each of which is one commit."""
    found = Explanation()
    notes = catalog.of_kind(NOTE)
    if notes:
        claims = _Claims(entries, notes, catalog)
        for each in (claims.by_trailer, claims.by_ticket, claims.by_commit):
            found.settle(each())
        found.guess(claims.by_day())
    return found


class _Claims:
    """What each note has to say for itself, one way after the other."""

    def __init__(self, entries: Sequence[Entry], notes: Sequence[Entity], catalog: Catalog) -> None:
        self._entries = entries
        self._notes = notes
        book = catalog.shelf.book
        self._repository: Mapping[str, Any] = (book.data.get("repository") if book else None) or {}
        self._done = [_done(entry) for entry in entries]
        self._touched = {note: _Touched(note, catalog) for note in notes}
        # What happened to what: the days, and the numbers of the entries, the oldest first.
        self._past: dict[Key, list[tuple[date, int]]] = defaultdict(list)
        for number, entry in enumerate(entries):
            for key in {one.key for one in entry.told}:
                self._past[key].append((entry.day, number))
        for past in self._past.values():
            past.sort()

    def by_trailer(self) -> Claims:
        """A commit names the note: by its id, its title or its file, by the id it had."""
        names: dict[str, Entity] = {}
        for note in self._notes:
            for name in (note.id, f"{NOTE}/{note.id}", note.title, note.path, *note.aliases):
                names.setdefault(name.casefold(), note)
        for entry in self._entries:
            for one in entry.told:
                if one.change.old_id and one.entity in self._touched:
                    names.setdefault(one.change.old_id.casefold(), one.entity)
        claims: dict[int, list[Entity]] = {}
        for number, entry in enumerate(self._entries):
            reason = entry.commits[0].reason.casefold() if entry.commits else ""
            words = [reason] if reason in names else reason.replace(",", " ").split()
            # A sentence that happens to hold the name of a note is a reason of its own.
            if words and all(word in names for word in words):
                claims[number] = list(dict.fromkeys(names[word] for word in words))
        return claims

    def by_ticket(self) -> Claims:
        """A commit belongs to the pull request or the ticket that the note names; of several notes that touch what it did."""
        asked: dict[str, list[Entity]] = defaultdict(list)
        for note in self._notes:
            if note.data.get("ticket"):
                for name in tickets_of_url(str(note.data["ticket"]), self._repository):
                    asked[name].append(note)
        claims: dict[int, Sequence[Entity]] = {}
        for number, entry in enumerate(self._entries if asked else ()):
            names = (name for commit in entry.commits for name in tickets_of_commit(commit, self._repository))
            notes = list(dict.fromkeys(note for name in names for note in asked.get(name, ())))
            touching = [note for note in notes if any(map(self._touched[note].holds, entry.told))]
            if notes:
                claims[number] = touching or notes
        return claims

    def by_commit(self) -> Claims:
        """The note was written or edited in the commit, which did something to what it touches, and not mainly other things."""
        written: dict[int, list[Entity]] = defaultdict(list)
        for note in self._notes:
            for _, number in self._past.get(note.key, ()):
                written[number].append(note)
        claims: dict[int, list[Entity]] = {}
        for number, notes in written.items():
            entry = self._entries[number]
            edited = {one.entity for one in entry.told if not one.change.only_reviewed}
            claims[number] = [
                note for note in notes if note in edited and _is_about(self._done[number], self._touched[note].holds)
            ]
        return claims

    def by_day(self) -> Claims:
        """What the note touches was changed near its day, down to the part that it names."""
        claims: dict[int, list[Entity]] = defaultdict(list)
        for note in self._notes:
            near = self._near(note)
            # Of what was done in those days, a change that others feel is rather meant than a comma.
            felt = [number for number in near if self._entries[number].level != CLASSES[-1]]
            for number in felt or near:
                claims[number].append(note)
        return claims

    def _near(self, note: Entity) -> list[int]:
        day, touched = day_of(note, "effective"), self._touched[note]
        if day is None:
            return []
        first, last = day.toordinal() - NEAR_DAYS, day.toordinal() + NEAR_DAYS
        found: set[int] = set()
        for key in touched.keys:
            past = self._past.get(key, ())
            begin = bisect_left(past, first, key=lambda one: one[0].toordinal())
            end = bisect_right(past, last, key=lambda one: one[0].toordinal())
            found.update(number for _, number in past[begin:end])
        return [number for number in sorted(found) if _is_about(self._done[number], touched.fits)]


def _done(entry: Entry) -> Sequence[Told]:
    """Return what an entry tells but for reviews and for the documents that tell of a day themselves."""
    return [one for one in entry.told if one.change.kind not in SOURCES and not one.change.only_reviewed]


def _is_about(done: Sequence[Told], holds: Callable[[Told], bool]) -> bool:
    """Return whether a fair part of what was done is what holds."""
    meant = sum(1 for one in done if holds(one))
    return meant > 0 and meant >= LEAST_SHARE * len(done)


class _Touched:
    """What a note touches: entities, of some of them a part alone, and names of what is gone."""

    def __init__(self, note: Entity, catalog: Catalog) -> None:
        self._parts: dict[Key, set[str]] = defaultdict(set)
        for link in catalog.links_from(note, "touches"):
            self._parts[link.target].add(link.to_part)
        names = [name.partition("#")[0] for name in note.data.get("touches", ()) if isinstance(name, str)]
        self._gone = {name for name in names if catalog.lookup(note, "touches", name) is None}
        kinds = catalog.kinds
        self._gone_keys = [key for name in self._gone for key in _keys(name, kinds)]

    @property
    def keys(self) -> Sequence[Key]:
        """Under which keys its past is found."""
        return [*self._parts, *self._gone_keys]

    def holds(self, one: Told) -> bool:
        """Return whether something of what it touches was changed."""
        if one.entity is not None:
            return one.entity.key in self._parts
        change = one.change
        return bool(self._gone.intersection((change.id, f"{change.kind}/{change.id}", change.title)))

    def fits(self, one: Told) -> bool:
        """Return whether that was changed which it touches, down to the part."""
        if one.change.only_reviewed or not self.holds(one):
            return False
        parts = self._parts.get(one.entity.key, set()) if one.entity is not None else set()
        if not parts or "" in parts or one.change.what != "changed":
            return True
        return any(f".{part}." in f".{field.path}." for part in parts for field in one.change.fields)


def day_of(entity: Entity, *fields: str) -> date | None:
    """Return the first of these dates that a document says and the calendar has: the schema lets the year 0 pass."""
    said = (parse_date(entity.data.get(name)) for name in fields)
    return next((day for day in said if day is not None), None)


def _keys(name: str, kinds: Mapping[str, Any]) -> Sequence[Key]:
    kind, _, id = name.rpartition("/")
    return [(kind, id)] if kind else [(each, name) for each in kinds]
