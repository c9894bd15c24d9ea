"""Diff, Change and Edit: two states of a book compared, as plain values."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from mopsbook.catalog.entity import Key
from mopsbook.kinds.impact import CLASSES


class Place(NamedTuple):
    """Where something is written: a file relative to the root of the book; lines and columns count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Touch(Struct, frozen=True):
    """Something that depends on what changed: how many hops away, why, and which of its parts are meant (all if none)."""

    key: Key
    title: str
    distance: int
    why: str
    parts: tuple[str, ...] = ()


class Edit(Struct, frozen=True):
    """One value of a document that is not as it was.

    `field` is its path in the schema (`thresholds.score`), `path` that in the document, by the names of items
    (`thresholds.mql.score`). `what` is "added", "removed", "changed" or "moved"; `old` and `new` are short texts. `part` is the
    id of the step, stage or field it stands in. `words` say what changed for a reader who knows in which document, `sentence`
    for one who does not. `spreads` says whether those feel it who depend on the document.
    """

    field: str
    path: str
    what: str
    old: str
    new: str
    words: str
    sentence: str
    level: str
    why: str
    place: Place
    part: str = ""
    touched: tuple[Touch, ...] = ()
    spreads: bool = True


class Change(Struct, frozen=True):
    """What happened to one document: "added", "removed", "renamed", "moved" (to another file only) or "changed", with its edits.

    `level` and `why` are those of the document as a whole; each edit has its own. `old_id` and `old_path` are what they were,
    "" for a document that is new. `place` is where it stands, or stood.
    """

    kind: str
    id: str
    title: str
    what: str
    sentence: str
    level: str
    why: str
    place: Place
    old_id: str = ""
    old_path: str = ""
    edits: tuple[Edit, ...] = ()
    touched: tuple[Touch, ...] = ()

    @property
    def key(self) -> Key:
        """What it is known by: kind and id."""
        return (self.kind, self.id)

    @property
    def lines(self) -> tuple["Line", ...]:
        """All that there is to tell of it, one line each: what happened to the whole, then its edits, the worst first."""
        whole = () if self.what == "changed" else (Line(self, None),)
        edits = sorted(self.edits, key=lambda edit: CLASSES.index(edit.level))
        return (*whole, *(Line(self, edit) for edit in edits))

    @property
    def worst(self) -> str:
        """The worst class of all that happened to it."""
        return min((line.level for line in self.lines), key=CLASSES.index, default=self.level)


class Line(NamedTuple):
    """One thing to tell: of a whole document, or with `edit` of a value in it."""

    change: Change
    edit: Edit | None

    @property
    def _told(self) -> Change | Edit:
        return self.edit or self.change

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self._told.sentence

    @property
    def level(self) -> str:
        """The class of its impact."""
        return self._told.level

    @property
    def why(self) -> str:
        """The reason for that, "" if there is none."""
        return self._told.why

    @property
    def touched(self) -> tuple[Touch, ...]:
        """What depends on it."""
        return self._told.touched

    @property
    def place(self) -> Place:
        """Where it is written."""
        return self._told.place


class Flip(Struct, frozen=True):
    """An example lead of a scoring model that comes out otherwise. `flips` says that it is another stage, not only a number."""

    model: Key
    example: str
    sentence: str
    flips: bool


class Reviewer(Struct, frozen=True):
    """A role or team whose review is needed, the handle of the team if one is known, and what of theirs is concerned."""

    key: Key
    title: str
    handle: str
    because: tuple[str, ...]


class Breach(Struct, frozen=True):
    """A change rule of the book that a change does not meet: what it asks (`message`), of which change, and what is missing."""

    rule: str
    message: str
    sentence: str
    missing: str
    place: Place


class Diff(Struct, frozen=True):
    """Two states of a book. `base` and `head` are what people call them; `notes` say what could not be compared."""

    base: str
    head: str
    changes: tuple[Change, ...] = ()
    flips: tuple[Flip, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()
    notes: tuple[str, ...] = ()
    breaches: tuple[Breach, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All there is to tell, the worst class first, within a class in the order of the menu."""
        every = (line for change in self.changes for line in change.lines)
        return tuple(sorted(every, key=lambda line: CLASSES.index(line.level)))

    def of_level(self, level: str) -> Iterator[Line]:
        """Yield the lines of one class."""
        return (line for line in self.lines if line.level == level)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines there are of each class, the worst first."""
        found = dict.fromkeys(CLASSES, 0)
        for line in self.lines:
            found[line.level] += 1
        return found
