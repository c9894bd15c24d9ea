"""The documents of old files, read with today's kinds; each version is read once as long as it is near."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from msgspec import Struct

from mopsbook.documents.document import Document
from mopsbook.documents.load import read_document
from mopsbook.history.blobs import Blobs
from mopsbook.history.logged import Entry
from mopsbook.history.nearly import Fields, Version
from mopsbook.kinds.kind import Kind, Kinds

# Files of which the last version is kept in memory: enough for the present state of a large book, whatever the length of its
# history. So many versions before the last are kept as well, as branches go back to them.
_MOST, _MOST_NEAR = 2_000, 500

Key = tuple[str, str]


class State(Struct, frozen=True):
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


def state_of(document: Document) -> State:
    """Return a document as it is now, to be held against what was; its path is relative to the root of the book."""
    return State(document.kind, document.id, document.title, document.data, document.path)


class _Last(NamedTuple):
    """The version of a file that was read last: its blob, what is in it, and field by field, if it is plain."""

    blob: str
    found: tuple[State, ...] | None
    version: Version | None


class States:
    """Reads old versions of files."""

    def __init__(self, blobs: Blobs, kinds: Kinds) -> None:
        self._blobs = blobs
        self._kinds = kinds
        self._fields = {name: Fields(kind) for name, kind in kinds.items()}
        # By the path of a file; and what was the last version once, by blob and path.
        self._last: OrderedDict[str, _Last] = OrderedDict()
        self._near: OrderedDict[tuple[str, str], tuple[State, ...] | None] = OrderedDict()

    def read(self, blob: str, path: str) -> tuple[State, ...] | None:
        """Return the documents in a version of a file; None if nothing in it can be read."""
        if not blob:
            return ()
        last = self._last.get(path)
        if last and last.blob == blob:
            return last.found
        if (blob, path) in self._near:
            return self._near[blob, path]
        content = self._blobs.read(blob)
        before = last.version if last else None
        new = _Last(blob, *self._read_next(content, path, before)) if content is not None else _Last(blob, None, None)
        self._remember(path, new)
        return new.found

    def _read_next(
        self, content: bytes, path: str, before: Version | None
    ) -> tuple[tuple[State, ...] | None, Version | None]:  # fmt: skip
        """Read a version of a file by what is other in it than in the last one that was read, if there is one."""
        following = before.read(content) if before else None
        if following is None:
            return self._read_whole(content, path)
        version, data = following
        return (State(version.kind, data["id"], data.get("title") or data["id"], data, path),), version

    def _remember(self, path: str, new: _Last) -> None:
        last = self._last.pop(path, None)
        self._last[path] = new
        if len(self._last) > _MOST:
            self._last.popitem(last=False)
        if last:
            self._near[last.blob, path] = last.found
            if len(self._near) > _MOST_NEAR:
                self._near.popitem(last=False)

    def _knows(self, blob: str, path: str) -> bool:
        last = self._last.get(path)
        return (last is not None and last.blob == blob) or (blob, path) in self._near

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
        return (blob for blob, path in wanted if not self._knows(blob, path))

    def _read_whole(self, content: bytes, path: str) -> tuple[tuple[State, ...] | None, Version | None]:
        """Return the documents in the content of a file, None if nothing in it can be read; field by field, if it is plain."""
        try:
            _, documents, troubles = read_document(path, content, self._kinds)
        except Exception:
            # What stood in some file years ago must never keep today's book from being built.
            return None, None
        if not documents and troubles:
            return None, None
        version = None
        if len(documents) == 1 and not troubles:
            version = Version.of(documents[0], content, self._fields[documents[0].kind.name])
        # An item of a list that has no id yet is known by its place only, which says nothing about it.
        told = (one for one in documents if not one.kind.hidden and (not one.base or one.data.get("id")))
        return tuple(State(one.kind, one.id, one.title, one.data, path) for one in told), version
