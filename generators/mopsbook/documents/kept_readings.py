"""Read files in as many processes as there may be, and keep what was read between runs.

A file that was read and found sound need not be parsed and held against its schema again: it is known by its content, the
schemas, and the code that reads. What anything was wrong with is read anew each time, and where nothing is kept all is. The
shelf is always the same.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from mopsbook.documents.document import Source
from mopsbook.documents.load import File, Progress, Read, read_document
from mopsbook.documents.plain import recall_documents, recall_troubles, write_documents, write_troubles
from mopsbook.kept import Kept, Plain, code_of, digest
from mopsbook.kinds.kind import Kinds
from mopsbook.processes import Way, count_processes, share_out

# The rooms whose code decides what is made of a file.
_ROOMS = ("reading", "kinds", "documents")
# To begin another process and to take over what it read costs as much as to read so many files.
FEW = 1_000
_AT_ONCE = 40
_MOST_TASKS = 1_000
_BOM = b"\xef\xbb\xbf"

# A file as it was read, and its documents as they are kept, if they are to be.
_Taken = tuple[File, Plain | None]


@contextmanager
def keep_readings(folder: Path, kinds: Kinds, processes: int | None = None) -> Iterator[Read]:
    """Give a `read_documents` that takes from a folder what it has, and leave there what was read, if it is worth it."""
    kept = Kept(
        folder / "readings.json",
        lambda: digest([code_of(_ROOMS), [[kind.name, kind.schema] for kind in kinds.values()]]),
    )
    yield _Readings(kept, count_processes() if processes is None else processes).read
    kept.save()


class _Readings:
    """What is known of files by the digest of their content, and in how many processes the others are read."""

    def __init__(self, kept: Kept, processes: int) -> None:
        self._kept, self._processes = kept, processes

    def read(self, files: Sequence[tuple[str, bytes]], kinds: Kinds, progress: Progress | None = None) -> list[File]:
        """Return what `read_documents` returns."""
        keys = [hashlib.sha256(content).hexdigest() for _, content in files]
        known = [self._kept.take(key) for key in keys]
        unknown = [file for file, raw in zip(files, known, strict=True) if raw is None]
        read = self._read(unknown, kinds, self._kept.is_worth(len(files)), progress)
        found = []
        for key, (name, content), raw in zip(keys, files, known, strict=True):
            if raw is None:
                file, said = next(read)
                if said is not None:
                    self._kept.keep(key, said)
            else:
                source = _sound_source(name, content)
                file = (source, recall_documents(raw, source, kinds), [])
            found.append(file)
        return found

    def _read(
        self, files: Sequence[tuple[str, bytes]], kinds: Kinds, keep: bool, progress: Progress | None
    ) -> Iterator[_Taken]:
        size = max(_AT_ONCE, -(-len(files) // _MOST_TASKS))
        parts = [files[begin : begin + size] for begin in range(0, len(files), size)]
        tasks = [partial(_read_part, part, kinds, keep) for part in parts]
        way = Way(_pack, partial(_unpack, kinds=kinds))
        tell = _teller(progress, size, len(files)) if progress else None
        for part in share_out(tasks, way, self._processes if len(files) >= FEW else 1, tell):
            yield from part


def _teller(progress: Progress, size: int, total: int) -> Callable[[int], None]:
    return lambda number: progress(number * size, total)


def _read_part(files: Sequence[tuple[str, bytes]], kinds: Kinds, keep: bool) -> list[_Taken]:
    taken: list[_Taken] = []
    for name, content in files:
        file = read_document(name, content, kinds)
        _, documents, troubles = file
        is_sound = documents and not troubles and not any(document.violations for document in documents)
        taken.append((file, write_documents(documents) if keep and is_sound else None))
    return taken


def _pack(taken: Sequence[_Taken]) -> Any:
    """Return files as `marshal` can say them: name and text of each, its documents and its troubles, and whether it is kept."""
    return [
        (
            source.path,
            source.text,
            str(said or write_documents(documents)),
            str(write_troubles(troubles)),
            said is not None,
        )
        for (source, documents, troubles), said in taken
    ]


def _unpack(packed: Any, kinds: Kinds) -> list[_Taken]:
    # As one text, so that a key that stands in all of them is one value.
    raw = json.loads(f"[{','.join(documents for _, _, documents, _, _ in packed)}]")
    taken: list[_Taken] = []
    for (path, text, said, troubles, is_kept), documents in zip(packed, raw, strict=True):
        source = Source(path, text)
        file = (source, recall_documents(documents, source, kinds), recall_troubles(json.loads(troubles), source))
        taken.append((file, Plain(said) if is_kept else None))
    return taken


def _sound_source(name: str, content: bytes) -> Source:
    # Of what was found sound, `decode` would do no more.
    return Source(name, content.removeprefix(_BOM).decode())
