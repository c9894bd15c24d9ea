"""Plan: what happened on which day. Dates that the book names are kept: reviews, audits, decisions, what vendors did."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from bench.years.acts import Act, Arrival, Dated, Filled, Moved, Review, Settled, Usual
from bench.years.days import debt_days, draw_days
from bench.years.past import Key, Past
from mopsbook.documents.document import Document

# Which part of a kind is there from the first day, and between which parts of the time the rest is written.
_ARRIVES: Mapping[str, tuple[float, float, float]] = {
    "team": (0.8, 0.1, 0.6), "role": (0.6, 0.0, 0.7), "system": (0.3, 0.0, 0.9), "lifecycle": (0.5, 0.0, 0.3),
    "object": (0.2, 0.05, 0.5), "value-list": (0.2, 0.0, 0.6), "naming-convention": (0.3, 0.0, 0.4),
    "channel": (0.2, 0.05, 0.5), "process": (0.1, 0.0, 0.85), "integration": (0.05, 0.05, 0.95),
    "campaign-type": (0.0, 0.2, 0.6), "scoring-model": (0.0, 0.1, 0.4), "term": (0.1, 0.0, 0.8),
    "policy": (0.1, 0.1, 0.7), "metric": (0.0, 0.3, 0.8), "dashboard": (0.0, 0.35, 0.9), "segment": (0.0, 0.4, 0.85),
    "checklist": (0.0, 0.25, 0.6), "skill": (0.0, 0.6, 0.95), "onboarding-path": (0.0, 0.65, 0.95),
    "initiative": (0.0, 0.7, 1.0), "waiver": (0.0, 0.9, 1.0),
}  # fmt: skip
# What nobody writes later, and how many of the other fields are filled in for many at once.
_FIRST = frozenset({"id", "title", "owner", "status", "state", "last_reviewed", "date", "effective", "touches", "runs"})
_CAMPAIGNS = 0.5
_OTHERS = (0.1, 0.1, 0.9)
# How often a date of a document moves on, in days, and what people call that.
_MOVING: Mapping[tuple[str, ...], tuple[int, str]] = {
    ("user_audit", "last_done"): (91, "Audit the users of {}"),
    ("privacy_review",): (365, "Privacy review of {}"),
    ("last_run",): (183, "Note the last run of {}"),
    ("contract", "renewal_date"): (365, "Renew the contract of {}"),
    ("auth_expires",): (180, "Renew the credentials of {}"),
}
_AHEAD = ("renewal_date", "auth_expires")
# What concerns much is changed most.
_POPULAR = {"lifecycle": 12, "scoring-model": 10, "system": 5, "integration": 4, "process": 5, "object": 6, "term": 0.3}


@dataclass(order=True)
class Event:
    """Something that a commit did at a moment, counted in minutes of its day."""

    day: date
    minute: int
    act: Act = field(compare=False)


@dataclass
class Plan:
    """The events of a book between two days. `arrivals` says of each document when it was written first."""

    past: Past
    days: Sequence[date]
    rng: Random
    arrivals: dict[Key, date] = field(default_factory=dict)

    def events(self, number: int) -> list[Event]:
        """Return what the book itself gives a date to, and so many changes as people make every day; the last first."""
        made = [*self._arriving(), *self._reviewing(), *self._dated(), *self._campaigns(), *self._usual(number)]
        return sorted(made, reverse=True)

    def _at(self, day: date, act: Act) -> Event:
        return Event(day, self.rng.randrange(8 * 60, 18 * 60), act)

    def _arriving(self) -> Iterator[Event]:
        by_kind: dict[str, list[Document]] = defaultdict(list)
        for document in self.past.all():
            by_kind[document.kind.name].append(document)
        for kind, documents in by_kind.items():
            share, begin, end = _ARRIVES.get(kind, _OTHERS)
            moments = self.days[int(begin * (len(self.days) - 1)) : int(end * (len(self.days) - 1)) + 1]
            sprints = self.rng.sample(moments, min(len(moments), max(1, len(documents) * 2 // 5)))
            groups: dict[date, list[Key]] = defaultdict(list)
            for document in documents:
                day = self._known_day(document) or self.rng.choice(sprints)
                if day > self.days[0] and (self._known_day(document) or self.rng.random() >= share):
                    self.arrivals[document.key] = day
                    groups[day].append(document.key)
            for day, keys in groups.items():
                yield self._at(day, Arrival(keys))

    def _known_day(self, document: Document) -> date | None:
        """Return the day on which a document must have been written, by what it says itself."""
        data = document.data
        said = {
            "decision": (data.get("date"), 12), "change-note": (data.get("effective"), 0),
            "vendor-update": (data.get("announced"), -2) if "announced" in data else (data.get("effective"), 45),
        }.get(document.kind.name)  # fmt: skip
        if not said or not said[0]:
            return None
        wanted = date.fromisoformat(said[0]) - timedelta(days=said[1])
        return next((day for day in self.days if day >= wanted), self.days[-1])

    def _reviewing(self) -> Iterator[Event]:
        groups: dict[tuple[date, str], dict[Key, str]] = defaultdict(dict)
        seen: set[tuple[str, object]] = set()
        debts = debt_days(self.days)
        for document in self.past.all():
            said = document.data.get("last_reviewed")
            place = (document.path, document.in_file(("last_reviewed",)))
            if not said or place in seen:
                continue
            seen.add(place)
            begin = self.arrivals.get(document.key, self.days[0])
            day = date.fromisoformat(said)
            every = 365 if document.kind.name in ("term", "role", "team") else 182
            while begin < day <= self.days[-1]:
                wanted = day - timedelta(days=int(every * self.rng.uniform(0.7, 1.2)))
                before = max((one for one in debts if one <= wanted), default=begin)
                before = before if before > begin else begin
                groups[day, str(document.data.get("owner", ""))][document.key] = before.isoformat()
                day = before
        for (day, owner), previous in groups.items():
            yield self._at(day, Review(previous, owner))

    def _dated(self) -> Iterator[Event]:
        for document in self.past.all():
            key, data = document.key, document.data
            for name, items in data.items():
                for item in items if isinstance(items, list) else ():
                    if isinstance(item, Mapping) and len(items) > 1 and isinstance(item.get("date"), str):
                        yield from self._within(item["date"], Dated(key, name, item["date"]))
            for path, (every, words) in _MOVING.items():
                said = document.get(path)
                day = date.fromisoformat(said) if said else self.days[0]
                while self.days[0] < day:
                    before = day - timedelta(days=int(every * self.rng.uniform(0.9, 1.1)))
                    # Until when something holds is written when it begins to; when something was done, on that day.
                    moved = before if path[-1] in _AHEAD else day
                    yield from self._within(moved.isoformat(), Moved(key, path, before.isoformat(), words))
                    day = before
            done = data.get("done_on") or (data.get("effective") if document.kind.name == "vendor-update" else None)
            if document.kind.name == "vendor-update" and done and data.get("state") in ("done", "no-impact"):
                yield from self._within(done, Settled(key, "in-progress" if data["state"] == "done" else "new"))
                yield from self._within(done, Settled(key, "assessed"), 21)
                yield from self._within(done, Settled(key, "new"), 30)
            if document.kind.name == "decision" and data.get("state") in ("accepted", "rejected", "superseded"):
                yield from self._within(data["date"], Settled(key, "proposed"))
            if document.kind.name == "initiative" and data.get("state") in ("done", "in-progress"):
                yield self._at(self.rng.choice(self.days[len(self.days) * 3 // 4 :]), Settled(key, "planned"))

    def _campaigns(self) -> Iterator[Event]:
        """Yield the days on which a field was filled in for many documents at once: that is how a book gets complete."""
        for kind in self.past.kinds.shown:
            here = [document for document in self.past.all() if document.kind is kind and not document.base]
            for each in kind.asked:
                known = [document.key for document in here if document.data.get(each.name)]
                if len(known) > 3 and each.name not in _FIRST and self.rng.random() < _CAMPAIGNS:
                    day = self.rng.choice(self.days[len(self.days) // 6 :])
                    yield self._at(day, Filled(self.rng.sample(known, len(known) * 2 // 3), each.name))

    def _within(self, day: str, act: Act, before: int = 0) -> Iterator[Event]:
        wanted = date.fromisoformat(day) - timedelta(days=before)
        found = next((one for one in self.days if one >= wanted), None)
        if found and found > self.days[0] and wanted > self.days[0]:
            yield self._at(found, act)

    def _usual(self, number: int) -> Iterator[Event]:
        documents = list(self.past.all())
        weights = [
            _POPULAR.get(document.kind.name, 1.5) * (5 if document.data.get("tier") == 1 else 1)
            for document in documents
        ]
        for day in draw_days(self.days[1:], number, self.rng):
            keys = [document.key for document in self.rng.choices(documents, weights, k=12)]
            yield self._at(day, Usual(keys))
