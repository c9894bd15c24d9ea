"""Review records: what somebody looked at when they ran `mopsbook review`, as short digests. One small file for each document.

They lie in `.mopsbook/reviews/KIND/ID.json`, beside the knowledge and not in it. In the document itself they would stand between
the lines that people write, a dozen of them for a process, and again for each term of a file of many. In one file for all,
two people who review two neighbours in two branches would get a conflict in git; so they get one only if they review the same
document, and then somebody should look. Records are no findings, so baselines know nothing of them.

A record holds no value, only digests of values: it can tell that something changed, and never what it was.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct, to_builtins

from mopsbook.reading.decoding import read_content

FOLDER = ".mopsbook/reviews"
_ENDING = ".json"
_VERSION = 1


class Record(Struct, frozen=True):
    """One review: the day (as in 2026-11-22), the role or team, and what was looked at.

    `content` is the digest of what the document said. `watched` has, for each neighbour that it depends on
    ("system/marketo-engage", "object/lead#email"), the digests of the fields that matter, by their names; "" for one that
    said nothing.
    """

    on: str
    by: str
    content: str
    watched: Mapping[str, Mapping[str, str]]


# By kind and id. None is a file that cannot be read as a record.
Records = Mapping[tuple[str, str], Record | None]


def place_of(kind: str, id: str) -> str:
    """Return the file of a document's record, relative to the root of the book."""
    return f"{FOLDER}/{kind}/{id}{_ENDING}"


def key_of(path: str) -> tuple[str, str] | None:
    """Return whose record a file is, by its path relative to the folder of the records; None for any other file."""
    parts = PurePosixPath(path).parts
    if len(parts) != 2 or not parts[1].endswith(_ENDING):
        return None
    return parts[0], parts[1].removesuffix(_ENDING)


def read_records(root: Path) -> Records:
    """Return the records of a book. Never raises for what stands in a file, nor for one that cannot be opened."""
    found: dict[tuple[str, str], Record | None] = {}
    folder = root / FOLDER
    for path in sorted(folder.glob(f"*/*{_ENDING}")):
        key = key_of(os.path.relpath(path, folder).replace(os.sep, "/"))
        if key:
            try:
                # A pipe never ends, and neither does a device that a link may lead to.
                found[key] = read_record(read_content(path)) if path.is_file() else None
            except OSError:
                found[key] = None
    return found


def with_files(records: Records, files: Mapping[str, bytes | None]) -> Records:
    """Return the records as they would be if some files, relative to the root of the book, held something else (None: it goes)."""
    found = dict(records)
    for path, content in files.items():
        key = key_of(path.removeprefix(f"{FOLDER}/")) if is_record(path) else None
        if key and content is None:
            found.pop(key, None)
        elif key and content is not None:
            found[key] = read_record(content)
    return found


def is_record(path: str) -> bool:
    """Whether a file, relative to the root of the book, lies among the records."""
    return path.startswith(f"{FOLDER}/")


def read_record(content: bytes) -> Record | None:
    """Return what a file says, None if that is no record."""
    try:
        said: Any = json.loads(content)
        record = Record(said["on"], said["by"], said["content"], said["watched"])
        texts = [record.on, record.by, record.content]
        texts += [text for fields in record.watched.values() for pair in fields.items() for text in pair]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None
    return record if said.get("version") == _VERSION and all(isinstance(text, str) for text in texts) else None


def write_record(record: Record) -> bytes:
    """Return the file of a record: a line for each neighbour and field, in an order that never changes."""
    said = {"version": _VERSION, **to_builtins(record)}
    return f"{json.dumps(said, indent=1, sort_keys=True)}\n".encode("ascii")
