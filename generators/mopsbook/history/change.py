"""ChangeLog, Changes, Change, FieldChange and Commit: what happened to the book, as plain values."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import starmap
from operator import eq
from typing import overload

from msgspec import Struct

from mopsbook.kinds.impact import CLASSES

# A careful reading leaves these behind even where nothing else had to change.
_REVIEW = frozenset({"last_reviewed", "reviewed_by"})
# Days on which something was done as ever.
_DONE = frozenset({"last_run", "last_done", *_REVIEW})
# What stands between a group and a field in it, in the label of a field.
WITHIN = " · "
# So many changes are held once they were asked for: most books have no more, and of a long past this is enough for a page.
_HELD = 8_000


class Commit(Struct, frozen=True):
    """Who changed something and why. `when` is the author's date, with the author's time zone.

    `pull` is the pull request it came by, as people write it (#214, on GitLab !214); `ticket` and `reason` are what the message
    says in trailers, several tickets with commas between them. "" is what nobody said.
    """

    id: str
    when: datetime
    author: str
    subject: str
    pull: str = ""
    ticket: str = ""
    reason: str = ""


class FieldChange(Struct, frozen=True, array_like=True):
    """One value that is not as it was.

    `path` is a dotted pointer in words (`stages.mql.sla.value`), `label` says the same in the words of the schema.
    `old` and `new` are short texts for people; an added value has no old one, a removed value no new one. `what` is
    "added", "removed", "changed" or "moved" (the same thing at another place of its list). `refs` are the kinds whose
    documents `old` and `new` name, separated by blanks; "" for every other value. `item` is the last word of the label that
    is such a name itself, of a document of the kinds `item_refs`.
    """

    path: str
    label: str
    old: str
    new: str
    what: str
    refs: str = ""
    item: str = ""
    item_refs: str = ""
    level: str = "informative"
    why: str = ""
    follows: bool = False


class Change(Struct, frozen=True):
    """What one commit did to one entity: "added", "removed", "renamed" or "changed".

    `path` is the file it was written in, relative to the root of the book. A rename carries the id it had before. `level` and
    `why` are those of what happened to the whole; each field has its own. Once names were put in place of ids, what only follows
    the new id of something is `followed`, as it was written, and none of its fields: it is nothing that readers have to know.
    """

    kind: str
    id: str
    title: str
    what: str
    commit: Commit
    path: str
    fields: tuple[FieldChange, ...]
    old_id: str = ""
    level: str = "informative"
    why: str = ""
    followed: tuple[FieldChange, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether there is anything to tell: more than that it follows the new id of something else."""
        return bool(self.fields) or not self.followed or self.what != "changed"

    @property
    def worst(self) -> str:
        """The worst class of all that happened to it."""
        return min((self.level, *(field.level for field in self.fields)), key=CLASSES.index)

    @property
    def only_reviewed(self) -> bool:
        """Whether somebody read it with care and found nothing to change."""
        paths = {field.path for field in self.fields}
        return self.what == "changed" and "last_reviewed" in paths and paths <= _REVIEW

    @property
    def only_notes(self) -> bool:
        """Whether it says no more than that something was read, run or done again on a day: all else is as it was."""
        return self.what == "changed" and {field.path.rpartition(".")[2] for field in self.fields} <= _DONE


class Unread(Struct, frozen=True):
    """A document that could not be read at one commit. What changed there is told with the commit at which it could again."""

    path: str
    commit: Commit


class Changes(Sequence[Change]):
    """Changes that are made when somebody asks for them: those of a long past are never in memory all at once."""

    def __init__(self, number: int, make: Callable[[int], Change]) -> None:
        """`make` gives one of that `number` of changes by its index."""
        self._number, self._make = number, lru_cache(_HELD)(make)

    def __len__(self) -> int:
        return self._number

    @overload
    def __getitem__(self, at: int) -> Change: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Change, ...]: ...

    def __getitem__(self, at: int | slice) -> Change | tuple[Change, ...]:
        chosen = range(self._number)[at]
        return self._make(chosen) if isinstance(chosen, int) else tuple(map(self._make, chosen))

    def __iter__(self) -> Iterator[Change]:
        return map(self._make, range(self._number))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (Changes, tuple)):
            return NotImplemented
        return len(self) == len(other) and all(starmap(eq, zip(self, other, strict=True)))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class ChangeLog(Struct, frozen=True, dict=True):
    """All changes that were committed, newest first, and where documents could not be read.

    `missing` says what is not told, and how to mend that. `digest` is a short name of the changes, as they were before anything
    in them was named anew; "" if there are none.
    """

    changes: Sequence[Change] = ()
    missing: str = ""
    unread: tuple[Unread, ...] = ()
    digest: str = ""

    def of(self, kind: str, id: str) -> tuple[Change, ...]:
        """Return what happened to an entity, newest first; before it was renamed it is looked for by its old id."""
        found: list[int] = []
        after = -1
        wanted = id
        while wanted:
            id, wanted = wanted, ""
            for index in self._by_key.get((kind, id), ()):
                change = self.changes[index]
                if index <= after:
                    continue
                after = index
                if change.id != id:
                    # From here on backwards the id belonged to something that is called otherwise now.
                    break
                found.append(index)
                if change.old_id:
                    wanted = change.old_id
                    break
        return tuple(self.changes[index] for index in sorted(found))

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], "array[int]"]:
        found: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("L"))
        for index, change in enumerate(self.changes):
            found[(change.kind, change.id)].append(index)
            if change.old_id and change.old_id != change.id:
                found[(change.kind, change.old_id)].append(index)
        return found
