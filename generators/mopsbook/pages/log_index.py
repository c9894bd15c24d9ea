"""The index of the log: a line for each entry, small enough to be read as a whole by the browser of who filters."""

import json
from collections.abc import Hashable, Iterator
from typing import Any, Generic, TypeVar

from mopsbook.catalog.entity import Entity
from mopsbook.history.change import Change
from mopsbook.kinds.impact import CLASSES
from mopsbook.news.explain import SOURCES
from mopsbook.news.news import Entry
from mopsbook.pages.book import Book
from mopsbook.pages.shelving import FRONT
from mopsbook.pages.telling import anchor_of, anchor_of_commit, anchor_of_source

_Row = TypeVar("_Row", bound=Hashable)
# What one commit did to that many documents is known by the first of them, for who looks for one of the others by its name.
_MOST = 400


class _Rows(Generic[_Row]):
    """Rows that are said once and then known by their number."""

    def __init__(self) -> None:
        self._numbers: dict[_Row, int] = {}

    def number(self, row: _Row) -> int:
        return self._numbers.setdefault(row, len(self._numbers))

    def listed(self) -> list[_Row]:
        return list(self._numbers)


def _other_anchors(entry: Entry, book: Book) -> Iterator[str]:
    """Yield what else leads to an entry: its commits, where a document explains them, and the ids that this had before.

    What a document that is gone told stands with its commits again; its own anchor leads to where it went.
    """
    if entry.source is not None:
        yield from map(anchor_of_commit, entry.commits)
        changes = book.log.of(*entry.source.key)
        yield from (anchor_of_source(entry.source.kind.name, change.old_id) for change in changes if change.old_id)
    for one in entry.told[:_MOST]:
        if one.change.what == "removed" and one.change.kind in SOURCES:
            yield anchor_of_source(one.change.kind, one.change.id)


def log_index(book: Book) -> bytes:
    """Return the index as a script, which a page that lies on a disk may read, too, unlike data.

    It sets `mopsbookLog` to {teams: [id], kinds: [name], things: [[title, id, kind, team or -1]], people: [name], pages: [path],
    entries: [[anchor, day, page, title, person, class, words, [thing, class, ...], [anchor that leads to it, too]]]}:
    newest first, all else by its number.
    """
    teams, kinds, people = _Rows[str](), _Rows[str](), _Rows[str]()
    pages, things = _Rows[str](), _Rows[tuple[str, str, int, int]]()
    pages.number(FRONT)

    def thing(entity: Entity | None, change: Change | None, team: Entity | None) -> int:
        title, kind, id = (
            (entity.title, *entity.key) if entity else (change.title, change.kind, "") if change else ("",) * 3
        )
        return things.number((title, id, kinds.number(kind), teams.number(team.id) if team else -1))

    def line(entry: Entry) -> list[Any]:
        done: dict[int, int] = {}
        for one in entry.told[:_MOST]:
            number = thing(one.entity, one.change, one.team)
            done[number] = min(done.get(number, len(CLASSES)), CLASSES.index(one.level))
        for entity, team in entry.about:
            number = thing(entity, None, team)
            done[number] = min(done.get(number, len(CLASSES)), CLASSES.index(entry.least))
        words = dict.fromkeys(word for commit in entry.commits for word in (commit.pull, commit.ticket) if word)
        subjects = [commit.subject for commit in entry.commits] if entry.source else []
        return [
            anchor_of(entry), entry.day.isoformat(), pages.number(book.shelving.page_of[entry.id]), entry.title,
            people.number(entry.author), CLASSES.index(entry.level), " ".join([*words, *subjects]),
            [number for pair in done.items() for number in pair],
            list(dict.fromkeys(_other_anchors(entry, book))),
        ]  # fmt: skip

    entries = [line(entry) for entry in book.news.entries]
    found = {
        "teams": teams.listed(), "kinds": kinds.listed(), "things": things.listed(), "people": people.listed(),
        "pages": pages.listed(), "entries": entries,
    }  # fmt: skip
    said = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return f"window.mopsbookLog={said};\n".encode(errors="replace")
