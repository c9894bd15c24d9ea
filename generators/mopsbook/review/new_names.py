"""What a document said, in the names of now: where something it refers to has another id, the reference is written with that."""

import copy
from collections.abc import Mapping
from typing import Any

from mopsbook.catalog.entity import Key
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Reference, Shelf


def with_new_names(document: Document, shelf: Shelf, names: Mapping[Key, str]) -> Mapping[str, Any]:
    """Return the data of a document of an earlier shelf, or of the one of now; `names` are the ids of now by the keys of then.

    What still says the old id, which is understood as an alias, is written with the new one as well.
    """
    if not names:
        return document.data
    meant = {key: (key[1], new) for key, new in names.items()}
    meant |= {(kind, new): (old, new) for (kind, old), new in names.items()}
    data: Any = document.data
    for reference in shelf.references_of(document):
        target = shelf.resolve(reference)
        old, new = meant.get(target.document.key, ("", "")) if target else ("", "")
        if new:
            data = copy.deepcopy(document.data) if data is document.data else data
            _rewrite(data, reference, old, new)
    return data if isinstance(data, Mapping) else document.data


def _rewrite(data: Any, reference: Reference, old: str, new: str) -> None:
    *around, last = reference.pointer
    for step in around:
        data = data[step]
    said = data[last]
    if not isinstance(said, str):
        return
    if reference.typed:
        data[last] = said.replace(reference.typed, f"[[{_renamed(reference.name, old, new)}")
    else:
        data[last] = _renamed(said, old, new)


def _renamed(name: str, old: str, new: str) -> str:
    """Return a name with another id in it: the kind before it, and the part behind it, stay."""
    owner, mark, part = name.partition("#")
    kind, slash, id = owner.rpartition("/")
    return f"{kind}{slash}{new}{mark}{part}" if id.casefold() == old.casefold() else name
