"""What a document said, in the names of now: where something it refers to has another id, the reference is written with that."""

import copy
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from mopsbook.catalog.entity import Key
from mopsbook.diff.pairs import Pair
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Reference, Shelf, Target
from mopsbook.history.new_ids import find_new_ids


class NewNames(Struct, frozen=True, dict=True):
    """What has another id now: of documents the id of now by their key of before, of their parts by that key and the old id."""

    before: Shelf
    documents: Mapping[Key, str]
    parts: Mapping[Key, Mapping[str, str]]

    def __bool__(self) -> bool:
        return bool(self.documents or self.parts)

    @cached_property
    def ids(self) -> Mapping[Key, tuple[str, str]]:
        """The old and the new id of what has another one, by its key of before and by that of now."""
        before = {key: (key[1], new) for key, new in self.documents.items()}
        return before | {(kind, new): (old, new) for (kind, old), new in self.documents.items()}


def find_new_names(pairs: Sequence[Pair], before: Shelf) -> NewNames:
    """Return what has another id, a stage or a step, too, as far as what it says shows that it is the same."""
    documents: dict[Key, str] = {}
    parts: dict[Key, dict[str, str]] = {}
    for one in pairs:
        if one.old is None or one.new is None or one.old is one.new:
            continue
        if one.old.id != one.new.id:
            documents[one.old.key] = one.new.id
        renamed = find_new_ids(one.new.kind, one.old.data, one.new.data)
        if renamed:
            parts[one.old.key] = renamed
    return NewNames(before, documents, parts)


def with_new_names(document: Document, shelf: Shelf, names: NewNames) -> Mapping[str, Any]:
    """Return the data of a document of an earlier shelf, or of the one of now, in the names of now.

    What still says the old id, which is understood as an alias, is written with the new one as well.
    """
    if not names:
        return document.data
    data: Any = document.data
    for reference in shelf.references_of(document):
        target = shelf.resolve(reference)
        old, new = names.ids.get(target.document.key, ("", "")) if target else ("", "")
        # Of now, a part that bears the former name of another one is meant as it is written.
        part = _part_of(target, names) if target and shelf is names.before else ("", "")
        if new or part[1]:
            data = copy.deepcopy(document.data) if data is document.data else data
            _rewrite(data, reference, (old, new), part)
    return data if isinstance(data, Mapping) else document.data


def _part_of(target: Target, names: NewNames) -> tuple[str, str]:
    renamed = names.parts.get(target.document.key, {})
    item = target.document.get(target.part) if renamed and target.part else None
    old = str(item.get("id")) if isinstance(item, Mapping) else ""
    return (old, renamed[old]) if old in renamed else ("", "")


def _rewrite(data: Any, reference: Reference, document: tuple[str, str], part: tuple[str, str]) -> None:
    *around, last = reference.pointer
    for step in around:
        data = data[step]
    said = data[last]
    if not isinstance(said, str):
        return
    if reference.typed:
        data[last] = said.replace(reference.typed, f"[[{_renamed(reference.name, document, part)}")
    else:
        data[last] = _renamed(said, document, part)


def _renamed(name: str, document: tuple[str, str], part: tuple[str, str]) -> str:
    """Return a name with another id of the document in it, or of its part: the kind before it stays."""
    owner, mark, inner = name.partition("#")
    if part[1]:
        owner, inner = (owner, part[1]) if mark and inner == part[0] else (part[1] if name == part[0] else owner, inner)
    kind, slash, id = owner.rpartition("/")
    old, new = document
    return f"{kind}{slash}{new}{mark}{inner}" if new and id.casefold() == old.casefold() else f"{owner}{mark}{inner}"
