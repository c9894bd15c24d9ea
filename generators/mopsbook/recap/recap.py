"""Recap and its parts: what became of a book in a period, as plain values that pages and formats show."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from mopsbook.catalog.entity import Key
from mopsbook.recap.period import Period
from mopsbook.recap.standing import BookStanding


class Tally(Struct, frozen=True):
    """How often documents were written for the first time, changed, read again without a change, and removed."""

    added: int = 0
    changed: int = 0
    reviewed: int = 0
    removed: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.added + self.changed + self.reviewed + self.removed

    def __add__(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(
            self.added + other.added,
            self.changed + other.changed,
            self.reviewed + other.reviewed,
            self.removed + other.removed,
        )


class Month(Struct, frozen=True):
    """What was done in a month, and how the book stood at its end; None if nobody can tell."""

    period: Period
    tally: Tally
    standing: BookStanding | None


class Row(Struct, frozen=True):
    """A team, a kind or a document with what was done to it. `key` is None for what has no page of its own.

    `singular` is what one of a kind is called.
    """

    title: str
    tally: Tally
    key: Key | None = None
    singular: str = ""


class Happening(Struct, frozen=True):
    """Something that has a day: a decision, an audit, a rename, something that went.

    `note` says what came of it, in a few words; `is_bad` if that is not what one hopes for.
    """

    day: date
    title: str
    note: str = ""
    key: Key | None = None
    is_bad: bool = False


class Recap(Struct, frozen=True):
    """What became of a book in a period. `until` is the last day of it that is told: today, if it is not over.

    `tally` counts deeds: one document changed thrice is 3 of it. `documents`, `commits` and `people` (authors) are how many of these
    had a part in that; `reread` is how many documents were read again without a change, however often. `teams`, `kinds` and
    `busiest` (documents) begin with what most was done to. `began` is the day of the oldest commit that is known, None if there is
    none; `missing` says why no older one is. `before` is how the book stood on the eve of the period, `after` on the day `until`;
    None where nobody can tell. `answered` are vendor updates, late ones `is_bad`; `waiting` are those that took effect and nobody
    has answered.
    """

    period: Period
    until: date
    began: date | None
    tally: Tally
    documents: int
    commits: int
    people: int
    reread: int
    months: Sequence[Month]
    teams: Sequence[Row]
    kinds: Sequence[Row]
    busiest: Sequence[Row]
    before: BookStanding | None
    after: BookStanding | None
    decisions: Sequence[Happening]
    proposed: Sequence[Happening]
    answered: Sequence[Happening]
    waiting: Sequence[Happening]
    audits: Sequence[Happening]
    renamed: Sequence[Happening]
    retired: Sequence[Happening]
    removed: Sequence[Happening]
    missing: str = ""

    @property
    def is_running(self) -> bool:
        """Whether the period is not over yet."""
        return self.until < self.period.last

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all happened."""
        return not (self.tally.total or self.decisions or self.proposed or self.answered or self.waiting or self.audits)
