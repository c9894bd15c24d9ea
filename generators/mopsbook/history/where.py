"""Where: a place within a document, in the words of data and of readers, and what is told of it: a Difference."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.history.change import WITHIN, FieldChange
from mopsbook.history.new_ids import NewIds
from mopsbook.history.show import canonical, in_words, shorten, shorten_both, show, words_only
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.reading.places import Pointer


# Neither this nor a place is frozen, which takes its time, as there is one for each value of thousands of versions.
class Difference(Struct):
    """A change of a field with what it is a change of: the field in the schema (of an item that came or went, that of the list),
    the values as they were written, and where they stand, or would, in either document; () if all around is missing there.
    """

    change: FieldChange
    field: Field | None
    old: Any
    new: Any
    old_at: Pointer
    new_at: Pointer


class Where(Struct):
    """Where in a document one stands, in the words of data and of readers.

    `old_at` and `new_at` are where that is in either document. In a list `old_places` are the places of its items, where what is
    empty does not count as one.
    """

    kind: Kind
    field: Field | None = None
    path: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    item: str = ""
    item_refs: str = ""
    old_at: Pointer = ()
    new_at: Pointer = ()
    old_places: tuple[int, ...] = ()
    new_places: tuple[int, ...] = ()
    # What has another id in the later document; None if nothing has.
    new_ids: NewIds | None = None

    def enter(self, name: str, value: Any) -> "Where":
        """Return the place of a field within this one."""
        own = self.field.child(name) if self.field else None if self.path else self.kind.by_name.get(name)
        label = own.label if own else in_words(name)
        if own is None and self.field and not self.field.many:
            # A map whose keys are free, often paths of fields: what its values hold is described on the map itself.
            own = self.field if isinstance(value, dict) else None
            label = self._label_of_path(name)
        return Where(self.kind, own, (*self.path, name), (*self.labels, label), self.item, self.item_refs,
                      (*self.old_at, name), (*self.new_at, name), new_ids=self.new_ids)  # fmt: skip

    def at(self, old: int | None, new: int | None) -> "Where":
        """Return the same place with what the items at these positions are said of."""
        old_at = () if old is None else (*self.old_at, *self.old_places[old : old + 1])
        new_at = () if new is None else (*self.new_at, *self.new_places[new : new + 1])
        return replace(self, old_at=old_at, new_at=new_at, old_places=(), new_places=())

    def enter_item(self, name: str, title: str, key: str) -> "Where":
        """Return the place of an item of this list, which is named by the value of a key."""
        part = self.field.part if self.field else None
        named = self.field.child(key) if self.field and title == name else None
        if named and named.refs:
            here = replace(self, item=title, item_refs=" ".join(named.refs))
            return replace(here, path=(*self.path, name), labels=(*self.labels, title))
        label = f"{in_words(part)} {title}" if part else title
        labels = (*self.labels[:-1], label) if part else (*self.labels, label)
        return replace(self, path=(*self.path, name), labels=labels)

    def tell(self, what: str, old: Any, new: Any) -> Difference:
        """Return the change of what stands here."""
        before, after = shorten_both(show(old, self.field), show(new, self.field))
        refs = " ".join(self.field.refs) if self.field else ""
        told = self._told(before, after, what, refs)
        if self.new_ids and what == "changed" and self._follows(old, new):
            told = replace(told, follows=True)
        return Difference(told, self.field, old, new, self.old_at, self.new_at)

    def _follows(self, old: Any, new: Any) -> bool:
        followed = self.new_ids.follow(old, self.field) if self.new_ids else old
        if isinstance(followed, str) and isinstance(new, str):
            return words_only(followed) == words_only(new)
        return canonical(followed) == canonical(new)

    def tell_item(self, what: str, old: str, new: str, before: Any = None, after: Any = None) -> Difference:
        """Return what happened to the item that stands here, by what it is called."""
        told = self._told(shorten(old), shorten(new), what, self.item_refs if what != "moved" else "")
        return Difference(told, self.field, before, after, self.old_at, self.new_at)

    def _told(self, old: str, new: str, what: str, refs: str) -> FieldChange:
        label = WITHIN.join(self.labels)
        return FieldChange(".".join(self.path), label, old, new, what, refs, self.item, self.item_refs)

    def _label_of_path(self, path: str) -> str:
        labels = []
        names = path.split(".")
        for end in range(1, len(names) + 1):
            found = self.kind.field(".".join(names[:end]))
            if found is None:
                return in_words(path)
            labels.append(found.label)
        return WITHIN.join(labels)
