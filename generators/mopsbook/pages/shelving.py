"""Shelving: which entries stand on the page of the log itself, and on which page of a month each of them is kept."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from mopsbook.news.explain import NOTE
from mopsbook.news.news import Entry, News, Told
from mopsbook.words import MONTHS

# The page of the log stays below 300 kB with all that a theme puts around it, a page of a month near it.
_FRONT = 150_000
_MOST_IN_FRONT = 100
_VOLUME = 250_000

FRONT = "changes"

# Of one entry are told: open, behind a fold, and by name alone; of one change so many fields. The rest stands at the documents.
MOST_OPEN = 5
MOST_TOLD = 40
MOST_NAMED = 12
MOST_FIELDS = 12
MOST_TOUCHED = 12

# By kind: the fields of a document behind an entry that say what and why.
TEXTS = {NOTE: ("what", "why"), "vendor-update": ("what_changes",)}


class Volume(Struct, frozen=True):
    """A page of older entries: those of a month, newest first, or a part of them, where a month has too many."""

    path: str
    title: str
    month: date
    entries: Sequence[Entry]


class Shelving(Struct, frozen=True, dict=True):
    """Where the entries stand. There are no volumes as long as the page of the log has room for all; then they have every entry."""

    coming: Sequence[Entry]
    front: Sequence[Entry]
    volumes: Sequence[Volume]

    @cached_property
    def page_of(self) -> Mapping[str, str]:
        """The page that each entry is best read on, by the id of the entry."""
        found = {entry.id: volume.path for volume in self.volumes for entry in volume.entries}
        return {**found, **dict.fromkeys((entry.id for entry in (*self.coming, *self.front)), FRONT)}


def shelve(news: News) -> Shelving:
    """Return where each entry stands. What was filed under a month stays where it is, whatever is added later."""
    room, number = _FRONT, 0
    for number, entry in enumerate(news.past):
        room -= weigh(entry)
        if number == _MOST_IN_FRONT or room < 0:
            break
    else:
        number = len(news.past)
    front = news.past[: max(1, number)]
    if len(front) == len(news.past):
        return Shelving(news.coming, front, ())
    volumes: list[Volume] = []
    months: dict[date, list[Entry]] = defaultdict(list)
    for entry in news.past:
        months[entry.day.replace(day=1)].append(entry)
    for month in sorted(months, reverse=True):
        volumes += reversed(list(_bind(month, months[month])))
    return Shelving(news.coming, front, volumes)


def told_of(entry: Entry) -> list[Told]:
    """Return what an entry tells, without the coming of the document that it stands under."""
    return [one for one in entry.told if entry.source is None or one.entity is not entry.source]


def what_of(one: Told) -> str:
    """Return in which way something is told: "reviewed" of what was read with care and left as it was."""
    return "reviewed" if one.change.only_reviewed else one.change.what


def weigh(entry: Entry) -> int:
    """Return about how many bytes of HTML an entry takes in the log of the book, rather too many than too few."""
    told = told_of(entry)
    bytes_ = 900 + 250 * len(entry.commits)
    if entry.source is not None:
        texts = (str(entry.source.data.get(name, "")) for name in TEXTS.get(entry.source.kind.name, ()))
        bytes_ += 1_200 + 2 * sum(map(len, texts)) + 150 * min(len(entry.touches), MOST_TOUCHED)
    edited = 0
    for one in told:
        if what_of(one) in ("changed", "renamed") and edited < MOST_TOLD:
            edited += 1
            fields = one.change.fields[:MOST_FIELDS]
            bytes_ += 450 + sum(160 + len(field.label) + len(field.old) + len(field.new) for field in fields)
    return bytes_ + 160 * min(len(told) - edited, 3 * MOST_NAMED)


def _bind(month: date, entries: Sequence[Entry]) -> Iterator[Volume]:
    """Yield the pages of a month, the oldest first: so a page that is full stays as it is."""
    path, title = f"{FRONT}/{month:%Y-%m}", f"{MONTHS[month.month - 1]} {month.year}"
    parts: list[list[Entry]] = [[]]
    room = _VOLUME
    for entry in reversed(entries):
        weight = weigh(entry)
        if parts[-1] and weight > room:
            parts.append([])
            room = _VOLUME
        room -= weight
        parts[-1].append(entry)
    for number, part in enumerate(parts, 1):
        place = path if number == 1 else f"{path}-{number}"
        said = title if len(parts) == 1 else f"{title}, part {number} of {len(parts)}"
        yield Volume(place, said, month, part[::-1])
