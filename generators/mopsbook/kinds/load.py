"""Load schema folders into Kinds: built-in ones first, a team's own after them."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from mopsbook.errors import SetupError
from mopsbook.kinds.build import build_kind, point_inside, why_unusable
from mopsbook.kinds.find_schemas import SUFFIX, find_schemas
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.kinds.loose_ends import find_loose_ends, find_shared_folders, find_taken_names
from mopsbook.kinds.misfits import find_misfits
from mopsbook.kinds.strays import find_strays
from mopsbook.kinds.vocabulary import find_faults
from mopsbook.kinds.watches import find_blind_watches
from mopsbook.reading.decoding import read_content
from mopsbook.reading.places import Places
from mopsbook.reading.read import Reading, read_yaml

VOCABULARY = "_vocabulary"
ENVELOPE = "_envelope"


def find_builtin() -> Path:
    """Return the folder of the schemas that ship with mopsbook: beside the package, or at the root of a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "schemas", package.parent.parent / "schemas"):
        if (folder / (VOCABULARY + SUFFIX)).is_file():
            return folder
    raise SetupError("the schemas that belong to mopsbook are missing", "Install mopsbook again.")


def load_kinds(folders: Iterable[Path] = ()) -> Kinds:
    """Return all kinds: the built-in ones and those in `folders`; of two files of one name the later folder wins.

    Raises SetupError that lists every fault of every schema with its line. The built-in ones are as our tests found them; they are
    looked at only where somebody may be writing them, which is where their folder is one of `folders`.
    """
    builtin = find_builtin()
    files: dict[str, Path] = {}
    faults: list[str] = []
    given = list(folders)
    others = [folder for folder in given if os.path.realpath(folder) != str(builtin)]
    for folder in (builtin, *others):
        found, wrong = find_schemas(folder)
        files |= found
        faults += wrong
    # The words are those that this mopsbook understands, whatever a copy beside a team's schemas says.
    files[VOCABULARY] = builtin / (VOCABULARY + SUFFIX)
    texts = tuple((name, path, _read(path, faults)) for name, path in files.items())
    return _load(texts, tuple(faults), builtin, len(others) < len(given))


# A preview, and a test suite even more so, asks again and again for what has not changed.
@lru_cache(maxsize=4)
def _load(texts: tuple[tuple[str, Path, bytes], ...], said: tuple[str, ...], builtin: Path, at_home: bool) -> Kinds:
    """Return the kinds of schema files: name, path, content. Kinds are never changed, so that they can be shared."""
    files = {name: path for name, path, _ in texts}
    faults = list(said)
    readings = {name: read_yaml(content) for name, _, content in texts}
    faults += [
        f"{files[name]}:{p.line}:{p.column}: {p.message}" for name, found in readings.items() for p in found.problems
    ]
    schemas: dict[str, Any] = {name: found.value for name, found in readings.items() if not found.problems}
    known = {name for name in schemas if not name.startswith("_")}
    own = {name for name, path in files.items() if path.parent != builtin}
    names = sorted(schemas.keys() & (schemas.keys() - {VOCABULARY} if at_home else own))
    for name in names:
        faults += find_faults(files[name], readings[name], schemas[VOCABULARY])
    if not faults:
        # A team may leave steps or stages out of a kind of ours; that others of ours could name them is no fault of theirs.
        for name in sorted(own) or names:
            faults += find_loose_ends(files[name], readings[name], schemas, known)
    if not faults:
        described = {name: (files[name], readings[name]) for name in files if name in known}
        faults += find_shared_folders(described) + find_taken_names(described)
    _refuse(faults)
    shared = _shared(schemas)
    kinds = {name: build_kind(name, schemas[name], shared, files[name]) for name in sorted(known)}
    for name in sorted(known & own):
        faults += _place(files[name], readings[name], _find_misfits(kinds[name]))
        faults += _place(files[name], readings[name], find_strays(kinds[name]))
        faults += _place(files[name], readings[name], find_blind_watches(kinds[name], kinds))
    if ENVELOPE in own:
        envelope = build_kind(ENVELOPE, schemas[ENVELOPE], shared, files[ENVELOPE])
        faults += _place(files[ENVELOPE], readings[ENVELOPE], _find_misfits(envelope))
    _refuse(faults)
    for name in sorted(known & own):
        # Whatever else a schema may say that only the validator refuses: now, and not with the first document.
        faults += [f"{files[name]}:1:1: {reason}" for reason in filter(None, [why_unusable(kinds[name])])]
    _refuse(faults)
    return Kinds(kinds)


def _shared(schemas: Mapping[str, Any]) -> dict[str, Any]:
    return point_inside(
        {name: schema for name, schema in schemas.items() if name.startswith("_") and name != VOCABULARY}
    )


def _read(path: Path, faults: list[str]) -> bytes:
    try:
        return read_content(path)
    except OSError as error:
        faults.append(f"{path}:1:1: the file cannot be read: {error.strerror}")
        return b"{}"


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        raise SetupError(
            "\n".join(["a schema is broken:", *dict.fromkeys(faults)]), "`_vocabulary.schema.yaml` lists the words."
        )


Fault = tuple[tuple[str, ...], str]


def _place(path: Path, reading: Reading, faults: Iterable[Fault]) -> Iterator[str]:
    places = Places(reading.text)
    for pointer, message in faults:
        place = places.key(pointer)
        yield f"{path}:{place.line}:{place.column}: {message}"


def _find_misfits(kind: Kind) -> Iterator[Fault]:
    """Yield the fields that a schema bends into what the rest cannot work with."""
    folder = find_builtin()
    files = {path.name.removesuffix(SUFFIX): path for path in folder.glob("_*" + SUFFIX)}
    shared = _shared({name: read_yaml(path.read_bytes()).value for name, path in files.items()})
    file = folder / (kind.name + SUFFIX)
    schema: Any = read_yaml(file.read_bytes()).value if file.is_file() else shared[ENVELOPE]
    ours = build_kind(kind.name, schema, shared, file)
    for name, message in find_misfits(kind.fields, ours.fields):
        yield (("properties", name) if name else ()), message
