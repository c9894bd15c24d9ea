"""Read files in as many processes as there may be, and keep what was read between runs.

A file that was read and found sound need not be parsed and held against its schema again: it is known by its content, the
schemas, and the code that reads. What anything was wrong with is read anew each time, and where nothing is kept all is. The
shelf is always the same.
"""

import hashlib
import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from mopsbook.documents.document import Source
from mopsbook.documents.load import File, Files, Progress, Read, explain_closed, read_document
from mopsbook.documents.plain import recall_documents, recall_troubles, write_documents, write_troubles
from mopsbook.kept import Kept, Plain, code_of, digest
from mopsbook.kinds.kind import Kinds
from mopsbook.processes import Shared, Way, count_processes
from mopsbook.reading.decoding import read_content

# The rooms whose code decides what is made of a file.
_ROOMS = ("reading", "kinds", "documents")
# To begin another process and to take over what it read costs as much as to read so many files.
FEW = 1_000
_AT_ONCE = 40
_MOST_TASKS = 1_000

# A file to read: its name, its path, and its content if that is known already.
_Wanted = tuple[str, str, bytes | None]
# A file as it was read; if it is to be kept, under which key, and its documents as they are kept.
_Taken = tuple[File, str, Plain | None]


@contextmanager
def keep_readings(
    folder: Path, kinds: Kinds, processes: int | None = None, get_ready: Callable[[], None] | None = None
) -> Iterator[Read]:
    """Give a `read_documents` that takes from a folder what it has, and leave there what was read, if it is worth it.

    `get_ready` is called once others have begun to read, if anything is shared out among processes.
    """
    kept = Kept(
        folder / "readings.json",
        lambda: digest([code_of(_ROOMS), [[kind.name, kind.schema] for kind in kinds.values()]]),
    )
    yield _Readings(kept, count_processes() if processes is None else processes, get_ready).read
    kept.save()


class _Readings:
    """What is known of files by the digest of their content, and in how many processes the others are read."""

    def __init__(self, kept: Kept, processes: int, get_ready: Callable[[], None] | None) -> None:
        self._kept, self._processes, self._get_ready = kept, processes, get_ready

    def read(self, files: Files, kinds: Kinds, progress: Progress | None = None) -> list[File]:
        """Return what `read_documents` returns."""
        recalled = [self._recall(name, path, kinds) for name, path in files]
        wanted = [(*file, content) for file, (known, content) in zip(files, recalled, strict=True) if known is None]
        read = iter(self._read(wanted, kinds, self._kept.is_worth(len(files)), progress))
        return [known or self._keep(*next(read)) for known, _ in recalled]

    def _recall(self, name: str, path: str, kinds: Kinds) -> tuple[File | None, bytes | None]:
        """Return a file as it is known, and its content if somebody had to look at that."""
        if self._kept.is_empty:
            return None, None
        try:
            content = read_content(path)
        except OSError:
            # Whoever reads it says so.
            return None, None
        key = _key_of(content)
        raw = self._kept.take(key)
        if raw is None:
            return None, content
        # Of what was found sound, `decode` would do no more.
        text = content.removeprefix(BOM_UTF8)
        source = Source(name, text.decode())
        if len(text) == len(content):
            # It is worked out already.
            source.__dict__["digest"] = key
        return (source, recall_documents(raw, source, kinds), []), content

    def _keep(self, file: File, key: str, said: Plain | None) -> File:
        if said is not None:
            self._kept.keep(key, said)
        return file

    def _read(self, files: Sequence[_Wanted], kinds: Kinds, keep: bool, progress: Progress | None) -> list[_Taken]:
        size = max(_AT_ONCE, -(-len(files) // _MOST_TASKS))
        parts = [files[begin : begin + size] for begin in range(0, len(files), size)]
        tasks = [partial(_read_part, part, kinds, keep) for part in parts]
        way = Way(_pack, partial(_unpack, kinds=kinds))
        tell = _teller(progress, size, len(files)) if progress else None
        processes = self._processes if len(files) >= FEW else 1
        with Shared(tasks, way, processes - 1) as shared:
            if processes > 1:
                self._kept.get_ready()
                if self._get_ready:
                    self._get_ready()
            return [taken for part in shared.results(tell) for taken in part]


def _key_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _teller(progress: Progress, size: int, total: int) -> Callable[[int], None]:
    return lambda number: progress(number * size, total)


def _read_part(files: Sequence[_Wanted], kinds: Kinds, keep: bool) -> list[_Taken]:
    return [_read_one(name, path, content, kinds, keep) for name, path, content in files]


def _read_one(name: str, path: str, content: bytes | None, kinds: Kinds, keep: bool) -> _Taken:
    try:
        content = read_content(path) if content is None else content
    except OSError as error:
        return explain_closed(name, error), "", None
    source, documents, troubles = read_document(name, content, kinds)
    is_sound = documents and not troubles and not any(document.violations for document in documents)
    kept = (_key_of(content), write_documents(documents)) if keep and is_sound else ("", None)
    return (source, documents, troubles), *kept


def _pack(taken: Sequence[_Taken]) -> Any:
    """Return files as `marshal` can say them: name and text of each, its documents and its troubles, and the key if it is kept."""
    return [
        (
            source.path if source else troubles[0].path,
            source.text if source else None,
            str(said or write_documents(documents)),
            str(write_troubles(troubles)),
            key,
        )
        for (source, documents, troubles), key, said in taken
    ]


def _unpack(packed: Any, kinds: Kinds) -> list[_Taken]:
    # As one text, so that a key that stands in all of them is one value.
    raw = json.loads(f"[{','.join(documents for _, _, documents, _, _ in packed)}]")
    taken: list[_Taken] = []
    for (name, text, said, wrong, key), documents in zip(packed, raw, strict=True):
        troubles = json.loads(wrong)
        source = None if text is None else Source(name, text)
        file: File = (None, [], recall_troubles(troubles, name, None))
        if source:
            file = (source, recall_documents(documents, source, kinds), recall_troubles(troubles, name, source))
        taken.append((file, key, Plain(said) if key else None))
    return taken
