"""Where a new document belongs, and whether its id is free."""

import os
from collections import Counter
from pathlib import PurePosixPath

from mopsbook.documents.blanks import is_placeholder
from mopsbook.documents.document import Document
from mopsbook.documents.explain import explain
from mopsbook.documents.load import relative
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.kinds.kind import Kind
from mopsbook.layout import Layout


def find_place(shelf: Shelf, layout: Layout, kind: Kind, id: str, habit: str = "") -> str:
    """Return the path of a new document: beside most of its kind, else in the folder `habit`, else where the kind says.

    Raises SetupError if it is taken.
    """
    alone = [each.path for each in shelf.of_kind(kind.name) if not each.base]
    # Of a kind whose documents all lie in files of many, these are its folder.
    paths = [PurePosixPath(path) for path in alone or (each.path for each in shelf.of_kind(kind.name))]
    usual = PurePosixPath(relative(layout.knowledge / (habit or kind.folder), layout.root))
    folder = Counter(path.parent for path in paths).most_common(1)[0][0] if paths else usual
    suffix = Counter(path.suffix for path in paths).most_common(1)[0][0] if paths else ".yaml"
    path = (folder / f"{id}{suffix}").as_posix()
    if os.path.lexists(layout.root / path):
        raise SetupError(f"there is a file {path} already", "Choose another id, or move that file out of the way.")
    return path


def find_first_line(shelf: Shelf, kind: Kind, path: str) -> str:
    """Return the line by which editors know the schema, if the documents beside it begin with one; else ""."""
    folder = PurePosixPath(path).parent
    beside = [each for each in shelf.of_kind(kind.name) if PurePosixPath(each.path).parent == folder]
    usual = Counter(each.source.lines[0] for each in beside).most_common(1)
    return usual[0][0] if usual and usual[0][0].startswith("# yaml-language-server:") else ""


def refuse_id(shelf: Shelf, kind: Kind, id: str, owner: Document | None = None) -> None:
    """Raise SetupError if a document cannot be called so; `owner` is the one that is to be."""
    if is_placeholder(id):
        raise SetupError(f"`{id}` stands for something that nobody knows yet", "Choose another id.")
    data = {"kind": kind.name, "id": id}
    for error in kind.validator.iter_errors(data):
        if list(error.instance_path) == ["id"]:
            wrong = next(explain(error, ("id",), kind, data))
            raise SetupError(f"`{id}` can be no id: {wrong.message}", wrong.hint)
    label = kind.label.lower()
    for other in shelf.of_kind(kind.name):
        if other is not owner and other.id.casefold() == id.casefold():
            raise SetupError(f"{label} `{other.id}` is there already, in {other.path}", "Choose another id.")
    for other in shelf.aliases.get(id.casefold(), ()):
        if other is not owner:
            hint = "Choose another id, or delete the alias there."
            raise SetupError(
                f"`{id}` is another name of {other.kind.label.lower()} `{other.id}`, in {other.path}", hint
            )
