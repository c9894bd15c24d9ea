"""News, Entry and Told: what happened, in the order and the company in which readers want it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.catalog.entity import Entity, Key
from mopsbook.history.change import Change, Commit, Unread
from mopsbook.kinds.impact import CLASSES


class Told(Struct, frozen=True):
    """What one commit did to one entity. `entity` is what it happened to as it is now, None if that is gone; `team` is behind it now."""

    change: Change
    entity: Entity | None = None
    team: Entity | None = None

    @property
    def key(self) -> Key:
        """What it happened to: as it is called now or, if that is gone, as it was called."""
        return self.entity.key if self.entity is not None else (self.change.kind, self.change.id)

    @property
    def title(self) -> str:
        """What that is called: today, else as it was called."""
        return self.entity.title if self.entity else self.change.title

    @property
    def level(self) -> str:
        """The worst class of all that happened to it."""
        return self.change.worst

    @property
    def why(self) -> str:
        """Why it is of that class, "" where nobody says."""
        change, level = self.change, self.level
        reasons = [(change.level, change.why), *((field.level, field.why) for field in change.fields)]
        return next((why for each, why in reasons if each == level and why), "")


class Touched(NamedTuple):
    """Something that a note, a decision or a vendor update touches, and the team behind it."""

    entity: Entity
    team: Entity | None


class Entry(Struct, frozen=True):
    """What was done together: a commit with all it did, or a document that tells of a day, with the commits it explains.

    `source` is that document: a change note, a decision or a vendor update; None where a commit speaks for itself. `when` is
    the author's date of the newest commit, with the author's time zone, or the beginning of the day the document tells of (UTC)
    if that is later; `coming` says that this day is still to come. `author` is who is behind it: of commits their author, of a
    decision those who decided, of a vendor update the vendor.

    `guessed` says that nobody named the commits: they did something to what the note touches, near its day. `see` are notes of
    which each may be meant by a commit. `least` is the class that the document itself is of.
    """

    when: datetime
    title: str
    author: str
    commits: tuple[Commit, ...] = ()
    told: tuple[Told, ...] = ()
    source: Entity | None = None
    team: Entity | None = None
    touches: tuple[Touched, ...] = ()
    coming: bool = False
    guessed: bool = False
    see: tuple[Entity, ...] = ()
    least: str = CLASSES[-1]

    @property
    def id(self) -> str:
        """What it is known by: the id of its commit, else kind and id of its document. It stays while that does."""
        return f"{self.source.kind.name}-{self.source.id}" if self.source else self.commits[0].id

    @property
    def about(self) -> Sequence[Touched]:
        """The document behind it and what that touches, each with its team; nothing where a commit speaks for itself."""
        return (Touched(self.source, self.team), *self.touches) if self.source else ()

    @property
    def day(self) -> date:
        """The day of it, as its author saw it."""
        return self.when.date()

    @property
    def level(self) -> str:
        """The worst class of all that was done."""
        return min((self.least, *(one.level for one in self.told)), key=CLASSES.index)

    def only(self, told: Sequence[Told]) -> "Entry":
        """Return the entry with a part of what it tells."""
        return replace(self, told=tuple(told))


class News(Struct, frozen=True, dict=True):
    """All entries, newest first, what is coming at the top. `missing` says what is not told, and how to mend that.

    `unread` are versions of documents that could not be read: what changed there is told with the next that could.
    """

    entries: tuple[Entry, ...] = ()
    missing: str = ""
    unread: tuple[Unread, ...] = ()

    @cached_property
    def coming(self) -> Sequence[Entry]:
        """What holds from a day that is still to come, the next first."""
        return [entry for entry in reversed(self.entries) if entry.coming]

    @cached_property
    def past(self) -> Sequence[Entry]:
        """What happened, newest first."""
        return [entry for entry in self.entries if not entry.coming]

    def of(self, entity: Entity) -> Sequence[Entry]:
        """Return what happened to an entity, under whatever id, and what touches it, newest first; each with its part alone."""
        return self._by_key.get(entity.key, ())

    def of_team(self, team: Entity) -> Sequence[Entry]:
        """Return what happened to a team and to what it answers for now, newest first; each with its part alone."""
        return self._by_team.get(team.key, ())

    @cached_property
    def _by_key(self) -> Mapping[Key, Sequence[Entry]]:
        found: dict[Key, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            parts: dict[Key, list[Told]] = {one.entity.key: [] for one in entry.touches}
            for one in entry.told:
                # What is gone may have had an id that something else has now.
                if one.entity is not None:
                    parts.setdefault(one.entity.key, []).append(one)
            if entry.source is not None:
                parts[entry.source.key] = list(entry.told)
            for key, told in parts.items():
                found[key].append(entry.only(told))
        return found

    @cached_property
    def _by_team(self) -> Mapping[Key, Sequence[Entry]]:
        found: dict[Key, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            behind = [entry.team, *(one.team for one in entry.touches)]
            parts: dict[Key, list[Told]] = {team.key: [] for team in behind if team is not None}
            for one in entry.told:
                if one.team is not None:
                    parts.setdefault(one.team.key, []).append(one)
            for key, told in parts.items():
                found[key].append(entry.only(told))
        return found
