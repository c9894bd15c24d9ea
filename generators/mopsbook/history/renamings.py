"""What was given another id in which commit, a document or a part of one: whatever only follows that is no change of its own."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Key
from mopsbook.documents.shelf import Shelf
from mopsbook.history.change import Change, Commit, FieldChange
from mopsbook.history.names import Names
from mopsbook.kinds.kind import Kind

# Why it harms nobody that a part has another id.
FOLLOWED = "Everything in the book that refers to it says the new one."


class _NewPart(Struct, frozen=True):
    """A part that has another id, and the change that gave it that."""

    change: Change
    old: str
    new: str


class Renamings:
    """Tells a reference that only follows a new id from one that leads elsewhere."""

    def __init__(self, changes: Iterable[Change], catalog: Catalog) -> None:
        """Take the changes of a log, or of one commit, with names (`with_names`) or without."""
        self._catalog = catalog
        self._documents: dict[tuple[str, str], list[Change]] = {}
        self._parts: dict[str, list[_NewPart]] = defaultdict(list)
        for change in changes:
            if change.old_id:
                self._documents.setdefault((change.commit.id, change.old_id), []).append(change)
            for field in change.fields:
                if is_new_id(field, catalog.shelf.kinds.get(change.kind)):
                    self._parts[change.commit.id].append(_NewPart(change, field.old, field.new))

    def __bool__(self) -> bool:
        return bool(self._documents or self._parts)

    def find_following(self, change: Change) -> Sequence[FieldChange]:
        """Return what of a change only follows a new id; in a list the old name goes, and the new one comes."""
        gone = [one for one in change.fields if one.what == "removed" and one.refs]
        found = [one for one in change.fields if self._follows(change.commit, one)]
        for came in (one for one in change.fields if gone and one.what == "added" and one.refs):
            for one in gone:
                exchange = replace(one, what="changed", new=came.new)
                if one.path == came.path and one not in found and self._follows(change.commit, exchange):
                    found += [one, came]
                    break
        return found

    def _follows(self, commit: Commit, field: FieldChange) -> bool:
        if field.what != "changed":
            return False
        if not field.refs:
            return self._reads_alike(commit, field)
        return field.old == field.new or self._leads_there(commit, field)

    def _leads_there(self, commit: Commit, field: FieldChange) -> bool:
        """Return whether a reference leads where it led before the commit, under the name that this has since."""
        owner, hash_, part = field.old.rpartition("/")[2].partition("#")
        kinds = {ref.partition(".")[0] for ref in field.refs.split()}
        parts = self._parts.get(commit.id, ())
        ways = []
        for change in self._documents.get((commit.id, owner), ()):
            new_parts = (one.new for one in parts if one.change is change and one.old == part)
            ways += [(change, f"{change.id}{hash_}{name}") for name in (part, *new_parts)]
        for one in parts:
            if one.old == (part or owner) and (not hash_ or owner == one.change.id):
                ways += [(one.change, one.new), (one.change, f"{one.change.id}#{one.new}")]
        return any(self._is(field, name, change) for change, name in ways if change.kind in kinds or "any" in kinds)

    def _is(self, field: FieldChange, name: str, change: Change) -> bool:
        ways = (name, f"{change.kind}/{name}")
        names = Names(change, self._catalog)
        return field.new in (*ways, *(names.name(way, field.refs) for way in ways))

    def _reads_alike(self, commit: Commit, field: FieldChange) -> bool:
        """Return whether a text says the same of something under the name that this has since."""
        if field.old == field.new:
            return True
        old = field.old
        for new in self._parts.get(commit.id, ()):
            called = Names(new.change, self._catalog).name(f"{new.change.id}#{new.new}", "any")
            said = rf"(?<![\w#/-])(?:{new.change.kind}/)?{re.escape(f'{new.change.id}#{new.old}')}(?![\w-])"
            old = re.sub(said, called.replace("\\", r"\\"), old)
        return old == field.new

    def settle(self, change: Change, key: Key, followed: "Followed") -> Change | None:
        """Return a change without what only follows a new id; None if it did nothing else.

        That a part has another id harms nobody where all that refers to it now does so by the new one. `key` is what the document
        is known by now.
        """
        following, kind = self.find_following(change), self._catalog.shelf.kinds.get(change.kind)
        fields = [
            replace(field, level="informative", why=FOLLOWED)
            if is_new_id(field, kind) and followed.holds(key, field.old)
            else field
            for field in change.fields
            if field not in following
        ]
        return replace(change, fields=tuple(fields)) if fields or change.what != "changed" else None


def is_new_id(field: FieldChange, kind: Kind | None) -> bool:
    """Return whether a change gives a part of a document, such as a stage or a step, another id.

    A part that is known by anything else, as a value is by how it is written, is another one wherever it is called otherwise.
    """
    names = field.path.split(".")
    if kind is None or field.what != "changed" or len(names) != 3 or names[2] != "id":
        return False
    holder = kind.by_name.get(names[0])
    return holder is not None and holder.part_key == "id" and holder in kind.parts


class Followed:
    """Answers for a book whether anything in it still refers to a part by a name that this does not bear any more."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def holds(self, key: Key, part: str) -> bool:
        """Return whether nothing in the book refers to a part of the document by this name."""
        return not {"", key[1].casefold()} & self._loose.get(part, frozenset())

    @cached_property
    def _loose(self) -> Mapping[str, set[str]]:
        """By a name that leads nowhere: the documents it is looked for in, "" where that is not said."""
        found: dict[str, set[str]] = defaultdict(set)
        for reference, target in self._shelf.references:
            owner, _, name = reference.name.rpartition("#")
            if target is None:
                found[name].add(owner.rpartition("/")[2].casefold())
        return found
