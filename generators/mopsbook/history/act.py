"""Act: a change that does not know its commit yet, and the line by which it is kept."""

import json
from collections.abc import Iterable, Iterator, Sequence
from sys import intern
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.json import Encoder

from mopsbook.history.change import FieldChange

_SHORT = 40
_encoder = Encoder()


def say(value: Any) -> bytes:
    """Return a value as JSON without blanks: a line."""
    return _encoder.encode(value)


class Act(Struct, frozen=True, array_like=True):
    """What happened to one entity. `path` is relative to the knowledge folder."""

    kind: str
    id: str
    title: str
    what: str
    path: str
    fields: tuple[FieldChange, ...] = ()
    old_id: str = ""
    level: str = "informative"
    why: str = ""


class Written(NamedTuple):
    """An act as a line, with as much of it as must be known to go on from there."""

    kind: str
    id: str
    what: str
    path: str
    old_id: str
    line: bytes


def write_act(act: Act) -> Written:
    """Return an act as a line of JSON, which is a list."""
    return Written(act.kind, act.id, act.what, act.path, act.old_id, say(act))


def read_written(line: bytes) -> Written:
    """Return a line with what must be known of it. Raises ValueError."""
    kind, id, _, what, path, _, old_id, _, _ = json.loads(line)
    return Written(kind, id, what, path, old_id, line)


def read_act(line: bytes) -> Act:
    """Return the act that a line says. Raises ValueError."""
    kind, id, title, what, path, fields, old_id, level, why = json.loads(line)
    kind, id, title, what, path, old_id, level, why = _words((kind, id, title, what, path, old_id, level, why))
    told = tuple([_read_field(field) for field in fields])
    return Act(kind, id, title, what, path, told, old_id, level, why)


def _read_field(said: Sequence[Any]) -> FieldChange:
    *texts, follows = said
    told: tuple[Any, ...] = (*_words(texts), follows)
    return FieldChange(*told)


def _words(texts: Iterable[str]) -> Iterator[str]:
    # Most words are said over and over: one object for all of them keeps small what is held of a long log.
    return (intern(text) if len(text) <= _SHORT else text for text in texts)
