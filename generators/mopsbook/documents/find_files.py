"""Walk a knowledge folder.

Every file is a document, a page or picture of the site, or a finding. Only what belongs to a well-known program by its name
(`tool_files.py`) is passed over, and, in a book that is the root of its repository, what belongs to the repository.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from mopsbook.tool_files import is_tool_file, is_tool_folder

YAML = frozenset({".yaml", ".yml"})

# What MkDocs takes over as it is: hand-written pages, pictures, downloads.
SITE = frozenset(
    (
        ".md", ".markdown", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".css", ".js", ".mjs",
        ".pdf",
        ".html", ".woff", ".woff2", ".ttf", ".mp4", ".webm", ".csv", ".xlsx", ".docx", ".pptx", ".zip", ".map",
    )
)  # fmt: skip

# Where a book is the root of its repository: folders of ours that lie beside the knowledge elsewhere.
_BESIDE = frozenset({"schemas", "site", ".mopsbook"})


def find_files(folder: Path, *, is_root: bool = False) -> Iterator[tuple[Path, str]]:
    """Yield each file below the folder, sorted, with what it is: "document", "site", "tool", "stray" or "odd"."""
    for name, what in find_names(folder, is_root=is_root):
        yield folder / name, what


def find_names(folder: Path, *, is_root: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the same with the path relative to the folder, with forward slashes.

    Odd is what is no file: a link to a folder (it could lead round in a circle), a link to nothing, a folder that may
    not be opened, a pipe (reading one would wait for ever). `is_root`: the folder is the root of the repository as
    well. Then a file at its top that is neither YAML nor a page (a licence, a Makefile) is the repository's.
    """
    for name in sorted(set(_walk(folder, is_root))):
        is_file = os.path.isfile(os.path.join(folder, name))  # noqa: PTH113, PTH118  # thousands of files: a Path takes longer
        last = name.rpartition("/")[2]
        if not is_file and (is_tool_file(last) or is_tool_folder(last)):
            yield name, "tool"
        else:
            yield name, sort_file(name, is_root=is_root) if is_file else "odd"


def sort_file(name: str, *, is_root: bool = False) -> str:
    """Return what a file is by its path below the knowledge folder: "document", "site", "tool" or "stray"."""
    *folders, last = name.split("/")
    if is_tool_file(last) or any(map(is_tool_folder, folders)) or (is_root and folders and folders[0] in _BESIDE):
        return "tool"
    dot = last.rfind(".")
    # What pathlib takes for the ending: a name that begins with its only dot, or ends with one, has none.
    suffix = last[dot:].casefold() if 0 < dot < len(last) - 1 else last.casefold() if last.casefold() in YAML else ""
    if suffix in YAML:
        return "document"
    if suffix in SITE and not last.startswith("."):
        return "site"
    return "tool" if is_root and not folders else "stray"


def explain_odd(path: Path) -> tuple[str, str]:
    """Return what is wrong with something that is no file, and the way out."""
    if _is(path.is_symlink):
        if _is(path.is_dir):
            return "a link to a folder is not followed", "Move the folder here, or delete the link."
        return "the link leads to no file", "Mend the link, or delete it."
    if _is(path.is_dir):
        return "the folder cannot be opened", "Give yourself the right to read it."
    return "this is no file that could be read", "Move it out of the knowledge folder, or delete it."


def _is(question: Callable[[], bool]) -> bool:
    # Of a path that is too long to be looked at, or of a link that leads round in a circle, pathlib raises.
    try:
        return question()
    except (OSError, RuntimeError):
        return False


def _walk(folder: Path, is_root: bool) -> Iterator[str]:
    closed: list[str] = []
    walk = os.walk(folder, followlinks=False, onerror=lambda error: closed.append(str(error.filename)))
    for base, folders, names in walk:
        where = os.path.relpath(base, folder)
        at_top = where == "."
        folders[:] = [
            each for each in folders if not is_tool_folder(each) and not (is_root and at_top and each in _BESIDE)
        ]
        for name in (*names, *(each for each in folders if _is(Path(base, each).is_symlink))):
            yield name if at_top else f"{where}/{name}".replace(os.sep, "/")
    yield from (os.path.relpath(path, folder).replace(os.sep, "/") for path in closed)
