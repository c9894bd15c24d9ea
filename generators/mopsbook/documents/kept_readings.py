"""Readings kept between runs: a file that was read and found sound need not be parsed and held against its schema again.

They are known by the content of the file, the schemas, and the code that reads. What anything was wrong with is read anew
each time, and where nothing is kept all is; the shelf is the same.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mopsbook.documents.document import Document, Source, Trouble
from mopsbook.documents.load import Read, name_of, read_document
from mopsbook.kept import Kept, code_of, digest
from mopsbook.kinds.kind import Kinds

# The rooms whose code decides what is made of a file.
_ROOMS = ("reading", "kinds", "documents")


@contextmanager
def keep_readings(folder: Path, kinds: Kinds) -> Iterator[Read]:
    """Give a `read_document` that takes from a folder what it has, and leave there what was read, if it is worth it."""
    basis = digest([code_of(_ROOMS), [[kind.name, kind.schema] for kind in kinds.values()]])
    kept = Kept(folder / "readings.json", basis)
    yield _Readings(kept).read
    kept.save()


class _Readings:
    """What is known of files by the digest of their content: of each document kind, data, blanks, place and inherited keys."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def read(self, name: str, content: bytes, kinds: Kinds) -> tuple[Source, list[Document], list[Trouble]]:
        """Return what `read_document` returns."""
        key = hashlib.sha256(content).hexdigest()
        known = self._kept.take(key)
        if known is not None:
            source = Source(name, content.removeprefix(b"\xef\xbb\xbf").decode())
            return source, [_recall(raw, source, kinds) for raw in known], []
        source, documents, troubles = read_document(name, content, kinds)
        if documents and not troubles and not any(document.violations for document in documents):
            self._kept.keep(key, [_facts(document) for document in documents])
        return source, documents, troubles


def _facts(document: Document) -> tuple[Any, ...]:
    blanks = list(document.blanks.items())
    return (document.kind.name, document.data, blanks, document.base, sorted(document.inherited))


def _recall(raw: Any, source: Source, kinds: Kinds) -> Document:
    kind, data, blanks, base, inherited = raw
    base = tuple(base)
    said = {tuple(pointer): text for pointer, text in blanks}
    return Document(kinds[kind], name_of(data, source, base), data, source, base, (), said, frozenset(inherited))
