"""Logged and Entry: the output of `git log -z --raw` as values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import IO

from mopsbook.history.change import Commit

# Five texts a commit, each ended by the one character that none of them can hold.
FORMAT = "--format=tformat:%H%x00%P%x00%ad%x00%an%x00%s"

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that a commit touched. Paths are relative to the asked folder; a blob is "" where the file was not there.

    A merge has one old blob for each parent.
    """

    old_path: str
    path: str
    old_blobs: tuple[str, ...]
    blob: str

    @property
    def renamed(self) -> bool:
        """Whether git took it for another file that was moved here."""
        return self.old_path != self.path


@dataclass(frozen=True, slots=True)
class Logged:
    """A commit with the files it touched."""

    commit: Commit
    parents: tuple[str, ...]
    entries: tuple[Entry, ...]


def split(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what stands between NULs."""
    rest = b""
    while chunk := stream.read(1 << 18):
        *tokens, rest = (rest + chunk).split(b"\0")
        yield from tokens
    if rest.strip():
        yield rest


def parse(tokens: Iterator[bytes], prefix: str) -> Iterator[Logged]:
    """Yield commits from `git log -z --raw`. Paths are taken by count, so that none can pass for anything else."""
    head: list[bytes] = []
    entries: list[Entry] = []
    for token in (each.lstrip(b"\n") for each in tokens):
        if not token:
            continue
        if token.startswith(b":"):
            entry = _entry(token.decode("ascii"), tokens, prefix)
            if entry:
                entries.append(entry)
            continue
        if head:
            yield _logged(head, entries)
        head, entries = [token, *(next(tokens, b"") for _ in range(4))], []
    if head:
        yield _logged(head, entries)


def _entry(raw: str, tokens: Iterator[bytes], prefix: str) -> Entry | None:
    merged = len(raw) - len(raw.lstrip(":"))
    words = raw.lstrip(":").split()
    modes, blobs, status = words[: merged + 1], words[merged + 1 : 2 * merged + 2], words[-1]
    old_path = path = decode(next(tokens, b""))
    if merged == 1 and status[:1] in ("R", "C"):
        path = decode(next(tokens, b""))
    # Links and submodules are no documents.
    found = [blob if mode.startswith("100") else "" for mode, blob in zip(modes, blobs, strict=True)]
    if not any(found):
        return None
    if status.startswith("C"):
        old_path, found[0] = path, ""
    return Entry(old_path.removeprefix(prefix), path.removeprefix(prefix), tuple(found[:-1]), found[-1])


def _logged(head: list[bytes], entries: list[Entry]) -> Logged:
    id, parents, when, author, subject = (part.decode("utf-8", "replace") for part in head)
    commit = Commit(id, _when(when), clean(author) or "somebody", clean(subject))
    return Logged(commit, tuple(parents.split()), tuple(entries))


def _when(raw: str) -> datetime:
    """Return the moment of "1767225600 +0100"; clocks may be wrong, and zones nonsense."""
    seconds, _, zone = raw.partition(" ")
    try:
        hours, minutes = int(zone[:3]), int(zone[0] + zone[3:5])
        return datetime.fromtimestamp(int(seconds), timezone(timedelta(hours=hours, minutes=minutes)))
    except (ValueError, OverflowError, OSError, IndexError):
        pass
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC)


def decode(path: bytes) -> str:
    """Return a path as text; bytes that are no UTF-8 are spelt out."""
    return path.decode("utf-8", "backslashreplace")


def clean(text: str) -> str:
    """Return a text of one line without characters that a terminal or a feed would act upon."""
    return _UNSEEN.sub(" ", text).strip()
