"""Documents that a sparse checkout left out: git knows them, and they are not on the disk, so no reader would miss them."""

import os
from pathlib import Path, PurePosixPath

from mopsbook.documents.find_files import sort_file
from mopsbook.layout import Layout, find_repository


def find_left_out(layout: Layout) -> tuple[str, ...]:
    """Return the documents of a book that are not on the disk, by their paths relative to its root; none without git."""
    # Of a folder of which nothing is on the disk, git has to be asked from above.
    folder = layout.knowledge if layout.knowledge.is_dir() else layout.root
    if not _is_sparse(find_repository(folder) / ".git"):
        return ()
    # Hardly anybody needs it, and every check comes by here.
    from mopsbook.history.git import GitError, list_left_out

    try:
        names = list_left_out(folder)
    except GitError:
        return ()
    inner = PurePosixPath(os.path.relpath(layout.knowledge, folder).replace(os.sep, "/"))
    outer = PurePosixPath(os.path.relpath(folder, layout.root).replace(os.sep, "/"))
    found = []
    for name in map(PurePosixPath, sorted(names)):
        is_document = name.is_relative_to(inner) and _is_document(name.relative_to(inner), layout)
        if is_document and not os.path.lexists(folder / name):
            found.append((outer / name).as_posix())
    return tuple(found)


def _is_sparse(place: Path) -> bool:
    """Return whether git was ever told to leave files out; `place` is its folder or, in a worktree, the file that names that."""
    try:
        if place.is_file():
            said = place.read_text(encoding="utf-8", errors="surrogateescape").removeprefix("gitdir:").strip()
            place = place.parent / said
        return (place / "info" / "sparse-checkout").is_file()
    except (OSError, ValueError):
        return False


def _is_document(name: PurePosixPath, layout: Layout) -> bool:
    return sort_file(name.as_posix(), is_root=layout.is_root) == "document"
