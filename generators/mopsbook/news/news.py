"""News, Entry and Told: what happened, in the order and the company in which readers want it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from mopsbook.catalog.entity import Entity, Key
from mopsbook.history.change import Change, Commit
from mopsbook.kinds.impact import CLASSES


@dataclass(frozen=True, slots=True)
class Told:
    """What one commit did to one entity. `entity` is what it happened to as it is now, None if that is gone; `team` is behind it now."""

    change: Change
    entity: Entity | None = None
    team: Entity | None = None

    @property
    def title(self) -> str:
        """What that is called: today, else as it was called."""
        return self.entity.title if self.entity else self.change.title

    @property
    def level(self) -> str:
        """The worst class of all that happened to it."""
        return self.change.worst


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done together: a commit with all it did. `when` is the author's date, with the author's time zone."""

    when: datetime
    title: str
    author: str
    commits: tuple[Commit, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def day(self) -> date:
        """The day of it, as its author saw it."""
        return self.when.date()

    @property
    def level(self) -> str:
        """The worst class of all that was done."""
        return min((one.level for one in self.told), key=CLASSES.index, default=CLASSES[-1])

    def only(self, told: Sequence[Told]) -> "Entry":
        """Return the entry with a part of what it tells."""
        return replace(self, told=tuple(told))


@dataclass(frozen=True)
class News:
    """All entries, newest first. `missing` says what is not told, and how to mend that."""

    entries: tuple[Entry, ...] = ()
    missing: str = ""

    def of(self, entity: Entity) -> Sequence[Entry]:
        """Return what happened to an entity, under whatever id, newest first."""
        return self._by_key.get(entity.key, ())

    def of_team(self, team: Entity) -> Sequence[Entry]:
        """Return what happened to a team and to what it answers for now, newest first."""
        return self._by_team.get(team.key, ())

    def since(self, day: date) -> Sequence[Entry]:
        """Return what was done on that day or later, newest first."""
        return [entry for entry in self.entries if entry.day >= day]

    @cached_property
    def _by_key(self) -> Mapping[Key, Sequence[Entry]]:
        found: dict[Key, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for one in entry.told:
                # What is gone may have had an id that something else has now.
                if one.entity is not None:
                    found[one.entity.key].append(entry.only([one]))
        return found

    @cached_property
    def _by_team(self) -> Mapping[Key, Sequence[Entry]]:
        found: dict[Key, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            parts: dict[Key, list[Told]] = defaultdict(list)
            for one in entry.told:
                if one.team is not None:
                    parts[one.team.key].append(one)
            for key, told in parts.items():
                found[key].append(entry.only(told))
        return found
