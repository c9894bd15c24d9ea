"""Walk a knowledge folder.

Every file is a document, a page or picture of the site, or a finding. Only what belongs to a well-known program by its name
(`tool_files.py`) is passed over, and, in a book that is the root of its repository, what belongs to the repository.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from mopsbook.layout import Layout
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


def find_files(layout: Layout) -> Iterator[tuple[Path, str]]:
    """Yield each file below the knowledge folder, sorted, with what it is: "document", "site", "tool", "stray" or "odd"."""
    for name, what in find_names(layout):
        yield layout.knowledge / name, what


def find_names(layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield the same with the path relative to the knowledge folder, with forward slashes.

    Odd is what is not to be read: a link to a folder (it could lead round in a circle), a link to nothing or out of the
    repository (a site would publish what lies on the machine that builds it), a folder that may not be opened, a pipe
    (reading one would wait for ever). Where the folder is the root of the repository as well, a file at its top that is
    neither YAML nor a page (a licence, a Makefile) is the repository's.
    """
    folder, is_root = layout.knowledge, layout.is_root
    for name, is_plain in sorted(_walk(folder, is_root)):
        # Where the name of a file is all that is asked of it, a Path for each of thousands takes longer than that.
        is_file = is_plain or os.path.isfile(os.path.join(folder, name))  # noqa: PTH113, PTH118
        last = name.rpartition("/")[2]
        if not is_file and (is_tool_file(last) or is_tool_folder(last)):
            yield name, "tool"
            continue
        what = sort_file(name, is_root=is_root) if is_file else "odd"
        yield name, what if is_plain or what in ("tool", "odd") or layout.holds(folder / name) else "odd"


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


def explain_odd(path: Path, layout: Layout) -> tuple[str, str]:
    """Return what is wrong with something that is not to be read, and the way out."""
    if _is(path.is_symlink):
        if _is(path.exists) and not layout.holds(path):
            return "the link leads out of the repository of this book, so it is not read", _WAY_IN
        if _is(path.is_dir):
            return "a link to a folder is not followed", "Move the folder here, or delete the link."
        return "the link leads to no file", "Mend the link, or delete it."
    if _is(path.is_dir):
        return "the folder cannot be opened", "Give yourself the right to read it."
    return "this is no file that could be read", "Move it out of the knowledge folder, or delete it."


_WAY_IN = "Put what it leads to in the place of the link, or into the repository and link to it there."


def _is(question: Callable[[], bool]) -> bool:
    # Of a path that is too long to be looked at, or of a link that leads round in a circle, pathlib raises.
    try:
        return question()
    except (OSError, RuntimeError):
        return False


def _walk(folder: Path, is_root: bool) -> Iterator[tuple[str, bool]]:
    """Yield what lies below a folder and is no folder that can be gone into, and whether it is known to be a file and no link."""
    waiting = [""]
    while waiting:
        where = waiting.pop()
        try:
            with os.scandir(os.path.join(folder, where)) as found:  # noqa: PTH118  # as above
                entries = list(found)
        except OSError:
            yield where or ".", False
            continue
        for entry in entries:
            name = f"{where}/{entry.name}" if where else entry.name
            if not _is(entry.is_dir):
                yield name, _is(partial(entry.is_file, follow_symlinks=False))
            elif not is_tool_folder(entry.name) and not (is_root and not where and entry.name in _BESIDE):
                if _is(entry.is_symlink):
                    yield name, False
                else:
                    waiting.append(name)
