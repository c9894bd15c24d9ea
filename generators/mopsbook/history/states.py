"""The documents of old files, read with today's kinds; each version is read once as long as it is near."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from mopsbook.documents.load import read_document
from mopsbook.history.blobs import Blobs
from mopsbook.history.logged import Entry
from mopsbook.history.nearly import Fields, Version
from mopsbook.kinds.kind import Kind, Kinds

# Versions kept in memory: enough for the present state of a large book, whatever the length of its history.
_MOST = 2_000

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class State:
    """One document as it was at one time. `path` is relative to the knowledge folder."""

    kind: Kind
    id: str
    title: str
    data: Mapping[str, Any]
    path: str

    @property
    def key(self) -> Key:
        """What it is known by: kind and id."""
        return (self.kind.name, self.id)


class States:
    """Reads old versions of files."""

    def __init__(self, blobs: Blobs, kinds: Kinds) -> None:
        self._blobs = blobs
        self._kinds = kinds
        self._fields = {name: Fields(kind) for name, kind in kinds.items()}
        self._versions: OrderedDict[str, Version] = OrderedDict()
        self._near: OrderedDict[tuple[str, str], tuple[State, ...] | None] = OrderedDict()

    def read(self, blob: str, path: str) -> tuple[State, ...] | None:
        """Return the documents in a version of a file; None if nothing in it can be read."""
        if not blob:
            return ()
        key = (blob, path)
        if key in self._near:
            self._near.move_to_end(key)
            return self._near[key]
        content = self._blobs.read(blob)
        found = self._read_next(content, path) if content is not None else None
        self._near[key] = found
        if len(self._near) > _MOST:
            self._near.popitem(last=False)
        return found

    def _read_next(self, content: bytes, path: str) -> tuple[State, ...] | None:
        """Read a version of a file by what is other in it than in the last one that was read, if there is one."""
        before = self._versions.pop(path, None)
        following = before.read(content) if before else None
        if following is None:
            return self.parse(content, path, remember=True)
        version, data = following
        self._remember(path, version)
        return (State(version.kind, data["id"], data.get("title") or data["id"], data, path),)

    def _remember(self, path: str, version: Version) -> None:
        self._versions[path] = version
        if len(self._versions) > _MOST:
            self._versions.popitem(last=False)

    def fetch(self, entries: Sequence[Entry]) -> None:
        """Ask at once for what will be read next, if it is not known by then: the versions of these files after and before."""
        self._blobs.fetch(self._find_unknown(entries))

    def ask(self, entries: Sequence[Entry]) -> None:
        """Let that be looked up which will be fetched next, while something else is done."""
        self._blobs.ask(self._find_unknown(entries))

    def _find_unknown(self, entries: Sequence[Entry]) -> Iterator[str]:
        news = {(one.blob, one.path) for one in entries}
        olds = ((one.old_blob, one.old_path) for one in entries)
        wanted = chain(((one.blob, one.path) for one in entries), (old for old in olds if old not in news))
        return (blob for blob, path in wanted if (blob, path) not in self._near)

    def parse(self, content: bytes, path: str, *, remember: bool = False) -> tuple[State, ...] | None:
        """Return the documents in the content of a file; None if nothing in it can be read.

        Those that are remembered make the next version of the file quick to read.
        """
        try:
            _, documents, troubles = read_document(path, content, self._kinds)
        except Exception:
            # What stood in some file years ago must never keep today's book from being built.
            return None
        if not documents and troubles:
            return None
        if remember and len(documents) == 1 and not troubles:
            version = Version.of(documents[0], content, self._fields[documents[0].kind.name])
            if version:
                self._remember(path, version)
        # An item of a list that has no id yet is known by its place only, which says nothing about it.
        told = (one for one in documents if not one.kind.hidden and (not one.base or one.data.get("id")))
        return tuple(State(one.kind, one.id, one.title, one.data, path) for one in told)
