"""Set up VS Code for a book: schemas of all its kinds in a folder, and the settings that say which is for which files."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from mopsbook.documents.shelf import Shelf
from mopsbook.editors.folders import map_folders
from mopsbook.editors.names import find_names
from mopsbook.editors.vscode import write_settings
from mopsbook.editors.write import SUFFIX, write_schemas
from mopsbook.errors import SetupError


class SetUp(Struct, frozen=True):
    """`schemas` and `settings` are the files that were written; `strange` lie in the folder of another kind."""

    schemas: Sequence[Path]
    settings: Sequence[Path]
    strange: Sequence[str]


def set_up_vscode(root: Path, shelf: Shelf, folder: Path) -> SetUp:
    """Write schemas into a folder below the root, and the settings into `.vscode/`. Raises SetupError for a folder elsewhere."""
    top, inside = root.resolve(), folder.resolve()
    schemas = write_schemas(folder, shelf.kinds, find_names(shelf))
    if top not in inside.parents:
        raise SetupError(f"`{folder}` lies outside {root}", "VS Code finds schemas in the folder that it opens.")
    relative = inside.relative_to(top).as_posix()
    patterns, strange = map_folders(shelf)
    wanted = {f"{relative}/{kind}{SUFFIX}": files for kind, files in patterns.items()}
    return SetUp(schemas, write_settings(root, wanted, relative), strange)
