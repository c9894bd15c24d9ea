"""What it means that a part of a document, such as a stage, has another id: nothing, where all that refers to it says so."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from msgspec.structs import replace

from mopsbook.catalog.entity import Key
from mopsbook.documents.shelf import Shelf
from mopsbook.history.change import Change
from mopsbook.history.new_ids import is_new_id

# Why it harms nobody that a part has another id.
FOLLOWED = "Everything in the book that refers to it says the new one."


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

    def settle(self, change: Change, key: Key) -> Change:
        """Return a change with the new ids of parts as they are meant. `key` is what the document is known by now."""
        kind = self._shelf.kinds.get(change.kind)
        if not any(is_new_id(field, kind) for field in change.fields):
            return change
        fields = (
            replace(field, level="informative", why=FOLLOWED)
            if is_new_id(field, kind) and self.holds(key, field.old)
            else field
            for field in change.fields
        )
        return replace(change, fields=tuple(fields))
