"""Target: where documents go: a book, its knowledge folder, a folder in that, or one that is to become a book."""

import os
from pathlib import Path

from msgspec import Struct

from mopsbook.errors import SetupError
from mopsbook.kinds.kind import Kind
from mopsbook.layout import Layout, find_layout


class Target(Struct, frozen=True):
    """The layout of a book, and the folder for documents of the imported kind if the command names one."""

    layout: Layout
    folder: Path | None = None

    def file(self, kind: Kind, id: str, own: bool = False) -> str:
        """Return the file for a document, relative to the root. `own`: it is of the kind that is imported."""
        folder = self.folder if own and self.folder else self.layout.knowledge / kind.folder
        return (folder / f"{id}.yaml").relative_to(self.layout.root).as_posix()

    def exists(self, file: str) -> bool:
        """Return whether anything is at a path, a broken link included."""
        path = self.layout.root / file
        return path.exists() or path.is_symlink()

    def first_line(self, kind: Kind, file: str) -> str:
        """Return the line by which editors find the schema, if the book has all schemas beside it."""
        schema = self.layout.schemas / f"{kind.name}.schema.yaml"
        # Without what it refers to, an editor could not read it; `mopsbook schema` writes one that stands alone.
        if not schema.is_file() or not (self.layout.schemas / "_envelope.schema.yaml").is_file():
            return ""
        relative = os.path.relpath(schema, (self.layout.root / file).parent).replace(os.sep, "/")
        return f"# yaml-language-server: $schema={relative}"


def find_target(folder: Path) -> Target:
    """Return where documents go. A folder outside every knowledge folder becomes a book of its own."""
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise SetupError(
            f"`{folder}` is a file", "Name a folder with --into: a knowledge folder, or one that is to become a book."
        )
    if (folder / "mkdocs.yml").is_file() or (folder / "knowledge").is_dir() or (folder / "book.yaml").is_file():
        return Target(_contained(find_layout(folder)))
    try:
        around = find_layout(folder)
    except SetupError:
        around = None
    if around is not None and (folder == around.knowledge or around.knowledge in folder.parents):
        return Target(_contained(around), None if folder == around.knowledge else folder)
    if folder.name == "knowledge":
        return Target(Layout(folder.parent, folder))
    return Target(Layout(folder, folder / "knowledge"))


def _contained(layout: Layout) -> Layout:
    if layout.root != layout.knowledge and layout.root not in layout.knowledge.parents:
        raise SetupError(
            f"the knowledge folder `{layout.knowledge}` lies outside `{layout.root}`",
            "Set `docs_dir` in mkdocs.yml to a folder below it.",
        )
    return layout
