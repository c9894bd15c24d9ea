"""Begin a book in a folder: nothing that is there is ever overwritten, and either all files are written or none."""

import os
from collections.abc import Mapping
from pathlib import Path

from mopsbook.documents.load import load_shelf
from mopsbook.editing.write_files import write_files
from mopsbook.editors.set_up import set_up_vscode
from mopsbook.errors import SetupError
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout, look_for_layout
from mopsbook.words import listed

_MOST = 10


def begin_book(folder: Path, files: Mapping[str, bytes], *, keep: bool = False) -> list[str]:
    """Write the files below the folder and set up VS Code; return what was kept as it was.

    Raises SetupError if the folder holds a book already, or one of the files (with `keep`, these stay, and the rest is written).
    """
    if folder.exists() and not folder.is_dir():
        raise SetupError(f"`{folder}` is a file", "Name a folder; it need not exist yet.")
    around = _book_around(folder)
    if around:
        raise SetupError(
            f"`{folder}` lies within the knowledge of the book in {around}", "Name a folder outside of it."
        )
    knowledge = folder / "knowledge"
    if os.path.lexists(knowledge) and (not knowledge.is_dir() or any(knowledge.iterdir())):
        raise SetupError(
            f"there is something in {knowledge} already",
            "Name another folder; a book that is there needs no second start.",
        )
    there = [name for name in files if os.path.lexists(folder / name)]
    blocked = [name for name in files if any(_is_file(folder / parent) for parent in Path(name).parents)]
    if blocked:
        raise SetupError(f"a file stands where a folder must be made for {listed(blocked, 3)}", "Move it away.")
    if there and not keep:
        raise SetupError(
            f"{folder} holds {listed(there, _MOST, 'and')} already, and nothing was written",
            "Add `--keep` to leave these as they are and write the rest, or name another folder.",
        )
    write_files(folder, {name: content for name, content in files.items() if name not in there})
    _help_editors(folder)
    return there


def _book_around(folder: Path) -> Path | None:
    """Return the book whose documents a new one would stand among."""
    there = folder.resolve()
    layout = look_for_layout(there)
    return layout.root if layout and not layout.is_root and layout.knowledge in (there, *there.parents) else None


def _is_file(path: Path) -> bool:
    return os.path.lexists(path) and not path.is_dir()


def _help_editors(folder: Path) -> None:
    layout = find_layout(folder)
    shelf = load_shelf(layout, load_kinds([layout.schemas]))
    set_up_vscode(layout.root, shelf, layout.root / ".mopsbook" / "schemas")
