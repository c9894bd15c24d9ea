"""Keep what was worked out between runs, by content. Deleted, old or damaged, it costs time and changes nothing."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sys import intern
from typing import Any

from mopsbook.history.change import Change, Commit, FieldChange, Unread
from mopsbook.history.deed import Act, Deed
from mopsbook.history.logged import Entry
from mopsbook.kept import code_of, digest, read_kept, write_kept
from mopsbook.kinds.kind import Kinds

_SHORT = 40
# The rooms whose code decides what an old file says and what is told of it.
_ROOMS = ("reading", "kinds", "documents", "history")


@dataclass(frozen=True, slots=True)
class Begin:
    """What was told up to a commit, the oldest first: how many commits that were, what was missing, what a Walk kept in mind."""

    place: str
    missing: str
    number: int
    mind: Any
    changes: Sequence[Change]
    unread: Sequence[Unread]


class Cache:
    """Deeds by the versions of files they follow from, and what was told up to a commit that all later ones go back to."""

    def __init__(self, folder: Path, kinds: Kinds) -> None:
        self._folder = folder
        self._basis = digest([code_of(_ROOMS), *(kind.schema for kind in kinds.values())])
        self._deeds: dict[str, Any] | None = None
        self._used: dict[str, Deed] = {}
        self._new = False

    def key(self, entries: Sequence[Entry]) -> str:
        """Return the name of what follows from these versions of files."""
        # None of the texts can hold a NUL.
        told = (f"{one.old_path}\0{one.path}\0{one.old_blob}\0{one.blob}" for one in entries)
        return hashlib.blake2b("\0".join(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def knows(self, key: str) -> bool:
        """Return whether that was worked out before."""
        return key in self._load()

    def deed(self, key: str) -> Deed | None:
        """Return what was worked out before, or None."""
        raw: Any = self._load().get(key)
        try:
            acts, came, left, broken = raw
            deed = Deed(tuple(map(_act, acts)), _rows(came), _rows(left), tuple(map(_text, broken)))
        except (TypeError, ValueError):
            return None
        self._used[key] = deed
        return deed

    def keep(self, key: str, deed: Deed) -> None:
        """Remember a deed."""
        self._used[key] = deed
        self._new = True

    def _load(self) -> dict[str, Any]:
        if self._deeds is None:
            kept = read_kept(self._folder / "deeds.json", self._basis)
            self._deeds = kept if isinstance(kept, dict) else {}
        return self._deeds

    def save_deeds(self) -> None:
        """Write down what was used in this run and forget the rest."""
        if self._new or len(self._used) < len(self._deeds or ()) // 2:
            raw = {
                key: (tuple(map(_raw, deed.acts)), deed.came, deed.left, deed.broken)
                for key, deed in self._used.items()
            }
            write_kept(self._folder / "deeds.json", self._basis, raw)

    def begin(self, key: Sequence[Any]) -> Begin | None:
        """Return what was told up to some commit, with the same settings and as seen from the same place; None if nothing was."""
        kept = read_kept(self._folder / "told.json", digest([self._basis, *key]))
        try:
            place, missing, number, mind, commits, rows, gaps = kept
            known = [
                Commit(_text(id), datetime.fromisoformat(when), *(_text(word) for word in words))
                for id, when, *words in commits
            ]
            changes = [
                Change(
                    act.kind,
                    act.id,
                    act.title,
                    act.what,
                    known[at],
                    act.path,
                    act.fields,
                    act.old_id,
                    act.level,
                    act.why,
                )
                for at, act in ((at, _act(raw)) for at, raw in rows)
            ]
            unread = [Unread(_text(path), known[at]) for at, path in gaps]
            return Begin(_text(place), _text(missing), int(number), mind, changes, unread)
        except (TypeError, ValueError, IndexError):
            return None

    def save_begin(self, key: Sequence[Any], begin: Begin) -> None:
        """Write down what was told up to some commit."""
        commits: dict[Commit, int] = {}
        rows = []
        for change in begin.changes:
            at = commits.setdefault(change.commit, len(commits))
            act = Act(
                change.kind, change.id, change.title, change.what, change.path, change.fields, change.old_id,
                change.level, change.why,
            )  # fmt: skip
            rows.append((at, _raw(act)))
        gaps = [(commits.setdefault(one.commit, len(commits)), one.path) for one in begin.unread]
        told = [
            (one.id, one.when.isoformat(), one.author, one.subject, one.pull, one.ticket, one.reason) for one in commits
        ]
        kept = [begin.place, begin.missing, begin.number, begin.mind, told, rows, gaps]
        write_kept(self._folder / "told.json", digest([self._basis, *key]), kept)


def _raw(act: Act) -> tuple[Any, ...]:
    # Thousands of them are written; dataclasses.astuple copies each text with care.
    fields = [
        (one.path, one.label, one.old, one.new, one.what, one.refs, one.item, one.item_refs, one.level, one.why)
        for one in act.fields
    ]
    return (act.kind, act.id, act.title, act.what, act.path, fields, act.old_id, act.level, act.why)


def _act(raw: Any) -> Act:
    kind, id, title, what, path, fields, old_id, level, why = raw
    kind, id, title, what, path, old_id, level, why = _words((kind, id, title, what, path, old_id, level, why))
    changes = tuple(FieldChange(*_words(field)) for field in fields)
    return Act(kind, id, title, what, path, changes, old_id, level, why)


def _words(texts: Any) -> Iterator[str]:
    # Most words are said over and over: one object for all of them is what keeps a long log small.
    return (intern(_text(text)) if len(text) <= _SHORT else _text(text) for text in texts)


def _rows(raw: Any) -> tuple[tuple[str, str, str], ...]:
    return tuple((_text(kind), _text(id), _text(path)) for kind, id, path in raw)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError
    return value
