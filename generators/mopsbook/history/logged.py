"""Logged and Entry: the output of `git log -z --raw` as values."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from itertools import islice
from typing import IO, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.history.change import Commit
from mopsbook.history.settings import Settings
from mopsbook.history.show import shorten
from mopsbook.history.why import find_pull, find_subject, find_trailers

# Texts of a commit, each ended by the one character that none of them can hold: id, parents, date, author as .mailmap has
# it, subject, body; the trailers come last.
_TEXTS = "%H%x00%P%x00%ad%x00%aN%x00%s%x00%b%x00"

# In characters; GitHub takes no longer title of a pull request.
_LONGEST = 256
_LONGEST_REASON = 2_000

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


class Entry(NamedTuple):
    """A file that a commit touched. Paths are relative to the asked folder; a blob is "" where the file was not there."""

    old_path: str
    path: str
    old_blob: str
    blob: str

    @property
    def renamed(self) -> bool:
        """Whether git took it for another file that was moved here."""
        return self.old_path != self.path


class Logged(Struct, frozen=True):
    """A commit with the files it touched, once for each parent that they differ from. `prefix` is the folder they lie in."""

    commit: Commit
    parents: tuple[str, ...]
    sides: tuple[tuple[Entry, ...], ...]
    prefix: str

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The files that are other ones than in the first of these parents."""
        return self.sides[0]


def format_of(settings: Settings) -> str:
    """Return how git is to write a commit, as `parse` reads it. It is git that knows what in a message is a trailer."""
    keys = ",".join(f"key={name}" for name in (*settings.reason, *settings.ticket))
    return f"--format=tformat:{_TEXTS}%(trailers:{keys},unfold)"


def split(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what stands between NULs."""
    rest = b""
    # What there is, without waiting for more.
    while chunk := os.read(stream.fileno(), 1 << 18):
        *tokens, rest = (rest + chunk).split(b"\0")
        yield from tokens
    if rest.strip():
        yield rest


def parse(tokens: Iterator[bytes], prefix: str, settings: Settings, *, bare: bool = False) -> Iterator[Logged]:
    """Yield commits from `git log -z --raw`: those that touched a file, or all, if git was not asked for files (`bare`).

    Paths are taken by count, so that none can pass for anything else.
    """
    waiting: Logged | None = None
    for one in _parse_sides(tokens, prefix, settings, bare):
        if waiting and waiting.commit.id == one.commit.id:
            waiting = replace(waiting, sides=(*waiting.sides, *one.sides))
            continue
        if waiting:
            yield waiting
        waiting = one
    if waiting:
        yield waiting


def _parse_sides(tokens: Iterator[bytes], prefix: str, settings: Settings, bare: bool) -> Iterator[Logged]:
    head: list[bytes] = []
    entries: list[Entry] = []
    counts = bare
    for each in tokens:
        token = each.lstrip(b"\n")
        if not token:
            continue
        if token.startswith(b":"):
            counts = True
            entry = _entry(token.decode("ascii"), tokens, prefix)
            if entry:
                entries.append(entry)
            continue
        if head and counts:
            yield _logged(head, entries, prefix, settings)
        head, entries, counts = [token, *islice(tokens, 6)], [], bare
    if head and counts:
        yield _logged(head, entries, prefix, settings)


def _entry(raw: str, tokens: Iterator[bytes], prefix: str) -> Entry | None:
    old_mode, mode, old_blob, blob, status = raw[1:].split()
    old_path = path = decode(next(tokens, b""))
    if status[:1] in ("R", "C"):
        path = decode(next(tokens, b""))
    # Links and submodules are no documents.
    old_blob, blob = old_blob if old_mode.startswith("100") else "", blob if mode.startswith("100") else ""
    if status.startswith("C"):
        old_path, old_blob = path, ""
    return Entry(old_path.removeprefix(prefix), path.removeprefix(prefix), old_blob, blob) if old_blob or blob else None


def _logged(head: list[bytes], entries: list[Entry], prefix: str, settings: Settings) -> Logged:
    id, parents, when, author, subject, body, trailers = [part.decode("utf-8", "replace") for part in head]
    told = find_subject(subject, body)
    tickets, reasons = find_trailers(trailers, settings.ticket), find_trailers(trailers, settings.reason)
    commit = Commit(
        id, read_when(when), _line(author) or "somebody", _line(told), find_pull(subject, body),
        clean(", ".join(tickets)), _line(" ".join(reasons), _LONGEST_REASON),
    )  # fmt: skip
    return Logged(commit, tuple(parents.split()), (tuple(entries),), prefix)


def read_when(raw: str) -> datetime:
    """Return the moment of "1767225600 +0100"; clocks may be wrong, and zones nonsense."""
    seconds, _, zone = raw.partition(" ")
    try:
        return datetime.fromtimestamp(int(seconds), _read_zone(zone))
    except (ValueError, OverflowError, OSError, IndexError):
        pass
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache
def _read_zone(zone: str) -> timezone:
    hours, minutes = int(zone[:3]), int(zone[0] + zone[3:5])
    return timezone(timedelta(hours=hours, minutes=minutes))


def decode(path: bytes) -> str:
    """Return a path as text; bytes that are no UTF-8 are spelt out."""
    return path.decode("utf-8", "backslashreplace")


def _line(text: str, most: int = _LONGEST) -> str:
    """Return what a message says in a line, as long as it may be wherever it is shown: git takes a line of a megabyte, too."""
    return shorten(clean(text), most)


def clean(text: str) -> str:
    """Return a text of one line without characters that a terminal or a feed would act upon."""
    # Hardly any text has such a character, and this is the quickest way to see that.
    return (text if text.isprintable() else _UNSEEN.sub(" ", text)).strip()
