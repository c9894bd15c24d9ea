"""Which files hold which kind, as patterns for an editor: a kind's own folder, and wherever else its documents lie."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import PurePosixPath

from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

_ENDINGS = (".yaml", ".yml")


def map_folders(shelf: Shelf) -> tuple[dict[str, list[str]], list[str]]:
    """Return patterns relative to the root by kind, and the files that lie in the folder of another kind.

    No pattern can be right for the latter; a first line in the file can (`# yaml-language-server: $schema=...`).
    """
    top = "" if shelf.folder == "." else f"{shelf.folder}/"
    homes = {f"{top}{kind.folder}": kind.name for kind in shelf.kinds.shown}
    patterns = {kind: [f"{home}/**/*{ending}" for ending in _ENDINGS] for home, kind in homes.items()}
    held = {document.path: document.kind.name for document in shelf.documents}
    beside: dict[str, set[str]] = defaultdict(set)
    for path in shelf.sources:
        beside[PurePosixPath(path).parent.as_posix()].add(held.get(path, ""))
    strange: list[str] = []
    for path, kind in sorted(held.items()):
        home = _home(path, homes)
        if home and home != kind:
            strange.append(path)
        elif not home:
            folder = PurePosixPath(path).parent.as_posix()
            alone = beside[folder] == {kind} and folder != "."
            wanted = [f"{folder}/*{ending}" for ending in _ENDINGS] if alone else [path]
            patterns[kind] += [pattern for pattern in wanted if pattern not in patterns[kind]]
    books = [kind for kind in shelf.kinds.values() if kind.hidden]
    patterns |= {kind.name: [_file_of(kind, shelf, top)] for kind in books}
    return dict(sorted(patterns.items())), strange


def _home(path: str, homes: Mapping[str, str]) -> str:
    """Return the kind in whose folder a file lies, "" if in none."""
    return next((homes[str(folder)] for folder in PurePosixPath(path).parents if str(folder) in homes), "")


def _file_of(kind: Kind, shelf: Shelf, top: str) -> str:
    return shelf.book.path if shelf.book and shelf.book.kind.name == kind.name else f"{top}{kind.name}.yaml"
