"""Shelf: all documents of a book, found by kind, by id, by alias and by the names of their parts."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import Any

from mopsbook.documents.document import Document, Pointer, Source, Trouble
from mopsbook.documents.records import Records
from mopsbook.documents.references import Reference
from mopsbook.documents.values import find_values
from mopsbook.documents.ways import Target, Ways
from mopsbook.kinds.kind import Kinds

__all__ = ["Reference", "Shelf", "Target"]


class Shelf(Ways):
    """All that was written. Immutable; every question is answered from indexes made once."""

    def __init__(
        self, kinds: Kinds, documents: Sequence[Document], troubles: Sequence[Trouble], sources: Mapping[str, Source],
        book: Document | None, folder: str, records: Records | None = None, left_out: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.kinds = kinds
        self.documents = tuple(documents)
        super().__init__((*self.documents, book) if book else self.documents)
        self.troubles = tuple(troubles)
        self.sources, self.records = sources, records or {}
        self.book, self.folder, self.left_out = book, folder, left_out
        self._targets: dict[tuple[str, str], Target | None] = {}

    def of_kind(self, kind: str) -> Sequence[Document]:
        """Return the documents of a kind in the order of their files."""
        return self._by_kind.get(kind, ())

    def policy(self, *path: str, default: Any = None) -> Any:
        """Return a value of the book's policy, or the default."""
        value = self.book.get(("policy", *path)) if self.book else None
        return default if value is None else value

    def get(self, kind: str, id: str) -> Document | None:
        """Return the document of exactly that kind and id, or None."""
        return next((document for document in self._by_id.get((kind, id.casefold()), ()) if document.id == id), None)

    def twins(self) -> Iterator[tuple[Document, Document]]:
        """Yield each document whose id (without regard to case) is taken, after the one that took it first."""
        for found in self._by_id.values():
            # Without an id of its own a document has a stand-in, and that it has none is said already.
            named = [document for document in found if "id" in document.data]
            for twin in named[1:]:
                yield twin, named[0]

    def look_up(self, reference: Reference) -> Target | None:
        """Find what a reference leads to, as `resolve` says."""
        name = reference.name
        for kind, part in reference.field.wanted:
            target = self._find_part(kind, part, reference) if part else self._find(kind, name)
            if target is None and kind == "any" and "#" in name:
                target = self._find_part_of_any(name)
            if target is not None:
                return target
        return None

    def names_for(self, reference: Reference, aliases: bool = True) -> list[str]:
        """Return every name that would have been understood, for the nearest one to a wrong one; or the ids alone."""
        names: list[str] = []
        owner = reference.name.rpartition("#")[0]
        for kind, part in reference.field.wanted:
            holder = self._find(kind, owner) if kind == "any" and owner else None
            if holder:
                names += [f"{owner}#{name}" for name in self._parts_of.get(holder.document.key, {})]
            elif part and "#" in reference.name:
                names += [f"{key[1]}#{name}" for key, ids in self._parts(kind, part).items() for name in ids]
            elif part:
                own = self._parts(kind, part).get(reference.document.key)
                names += own if own else [name for ids in self._parts(kind, part).values() for name in ids]
            else:
                names += self._names(kind, aliases)
        return names

    def titles_for(self, reference: Reference) -> Mapping[str, str]:
        """Return the titles of what might have been meant, each with the name that a reference to it uses."""
        titles: dict[str, str] = {}
        for kind, part in reference.field.wanted:
            if not part:
                for name in self.kinds if kind == "any" else (kind,):
                    for document in self.of_kind(name):
                        titles.setdefault(document.title, document.id)
                continue
            holders = self._parts(kind, part)
            own = reference.document.key
            for key in [own] if own in holders else holders:
                owner = self.get(*key)
                for name, pointer in holders[key].items():
                    item = (owner.get(pointer) if owner else None) or {}
                    titles.setdefault(str(item.get("title") or item.get("label") or name), name)
        return titles

    @cached_property
    def is_partial(self) -> bool:
        """Whether a file could not be read: what seems to be nowhere may stand there."""
        return any(trouble.rule in _UNREAD for trouble in self.troubles)

    @cached_property
    def unread(self) -> frozenset[str]:
        """Names, in lower case, of what could not be read: what refers to them may be right, so nothing is said of it.

        They are the names of the files, every id that seems to be written in one, and ids that no schema allows.
        """
        names: set[str] = set()
        for trouble in self.troubles:
            if trouble.rule in _UNREAD:
                # `crm.yaml.txt` is a document that an editor saved under another name.
                names.add(PurePath(trouble.path).name.partition(".")[0])
                names.add(PurePath(trouble.path).stem)
                names.update(_ID.findall(trouble.source.text if trouble.source else ""))
        for document in self.documents:
            for violation in document.violations:
                # The id may be wrong, or stand behind a misspelt key.
                if violation.meant[-1:] in _NAMES or (violation.pointer[-1:] in _NAMES and not violation.on_key):
                    raw = document.source.places.raw(document.in_file(violation.pointer)) or ""
                    names.add(raw.strip("\"'"))
        return frozenset(name.casefold() for name in names if name)

    def is_unread(self, reference: Reference) -> bool:
        """Return whether a reference may lead to something that could not be read, or was left out of the checkout."""
        if self.left_out:
            return True
        owner, _, part = reference.name.partition("#")
        return bool({owner.rpartition("/")[2].casefold(), (part or owner).casefold()} & self.unread)

    @cached_property
    def aliases(self) -> Mapping[str, tuple[Document, ...]]:
        """Documents by each of their aliases, in lower case."""
        found: dict[str, list[Document]] = defaultdict(list)
        for document in self.documents:
            for alias in document.data.get("aliases", ()):
                if alias and document not in found[alias.casefold()]:
                    found[alias.casefold()].append(document)
        return {alias: tuple(documents) for alias, documents in found.items()}

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Document]]:
        found: dict[str, list[Document]] = defaultdict(list)
        for document in self.documents:
            found[document.kind.name].append(document)
        return found

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], Sequence[Document]]:
        found: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for document in self.documents:
            found[(document.kind.name, document.id.casefold())].append(document)
        for twins in found.values():
            if len(twins) > 1:
                # Of a document and the copy of it whose id was forgotten, the one in the file of that name is the original.
                twins.sort(key=lambda document: PurePath(document.path).stem != document.id)
        return found

    def _names(self, kind: str, aliases: bool) -> list[str]:
        kinds = list(self.kinds) if kind == "any" else [kind]
        documents = [document for name in kinds for document in self.of_kind(name)]
        others = [alias for d in documents for alias in d.data.get("aliases", ()) if alias] if aliases else []
        return [d.id for d in documents] + others

    def _find(self, kind: str, name: str) -> Target | None:
        # The same few roles and systems are named again and again.
        try:
            return self._targets[kind, name]
        except KeyError:
            target = self._targets[kind, name] = self._look_up(kind, name)
            return target

    def _look_up(self, kind: str, name: str) -> Target | None:
        # `system/marketo` says which kind is meant where the bare id could be several things.
        head, slash, tail = name.partition("/")
        if slash and head in self.kinds and kind in (head, "any"):
            kind, name = head, tail
        for one in self.kinds if kind == "any" else (kind,):
            found = self._by_id.get((one, name.casefold()))
            if found:
                return Target(found[0])
        for document in self.aliases.get(name.casefold(), ()):
            if kind in ("any", document.kind.name):
                return Target(document, by_alias=True)
        return None

    def _find_part(self, kind: str, part: str, reference: Reference) -> Target | None:
        owner, hash_, name = reference.name.rpartition("#")
        parts = self._parts(kind, part)
        if hash_:
            target = self._find(kind, owner)
            pointer = parts.get(target.document.key, {}).get(name) if target else None
            return Target(target.document, pointer) if target and pointer else None
        if reference.field.or_text:
            # Whether `Email` is the name of a field in some system must not hang on which fields this book describes.
            return None
        own = parts.get(reference.document.key)
        if own is not None and name in own:
            return Target(reference.document, own[name])
        # A part of another document may be named alone as long as only one document has a part of that name.
        if reference.document.kind.name == kind:
            return None
        holders = [(key, ids[name]) for key, ids in parts.items() if name in ids]
        if len(holders) != 1:
            return None
        document = self.get(*holders[0][0])
        return Target(document, holders[0][1]) if document else None

    def _find_part_of_any(self, name: str) -> Target | None:
        target = self._find("any", name.rpartition("#")[0])
        pointer = self._parts_of.get(target.document.key, {}).get(name.rpartition("#")[2]) if target else None
        return Target(target.document, pointer) if target and pointer else None

    @cached_property
    def _parts_of(self) -> Mapping[tuple[str, str], Mapping[str, Pointer]]:
        found: dict[tuple[str, str], dict[str, Pointer]] = defaultdict(dict)
        for documents in reversed(list(self._all_parts.values())):
            for key, pointers in documents.items():
                found[key] |= pointers
        return found

    def _parts(self, kind: str, part: str) -> Mapping[tuple[str, str], Mapping[str, Pointer]]:
        return self._all_parts.get((kind, part), {})

    @cached_property
    def _all_parts(self) -> Mapping[tuple[str, str], Mapping[tuple[str, str], Mapping[str, Pointer]]]:
        found: dict[tuple[str, str], dict[tuple[str, str], dict[str, Pointer]]] = defaultdict(dict)
        for kind in self.kinds.values():
            for field in kind.parts:
                for document in self.of_kind(kind.name):
                    ids = found[(kind.name, field.part or "")].setdefault(document.key, {})
                    for pointer, item in find_values(document.data, field.path, document.kind.free):
                        if isinstance(item, dict) and isinstance(item.get(field.part_key), str):
                            ids.setdefault(item[field.part_key], pointer)
        return found


_UNREAD = ("unreadable-file", "unknown-kind")
_NAMES = (("id",), ("value",))
# Good enough to find the ids in a file that cannot be read as YAML.
_ID = re.compile(
    r"""^[ \t]*(?:-[ \t]+)?(?:\{[ \t]*)?["']?(?:id|value)["']?[ \t]*:[ \t]*["']?([^\s"',}#]+)""", re.MULTILINE
)
