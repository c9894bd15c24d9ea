"""Pair the documents of two states of a book: the same one before and after, also under another id or in another file."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from mopsbook.catalog.entity import Key
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.history.renames import find_renames
from mopsbook.history.states import state_of

_UNREAD = ("unreadable-file", "unknown-kind")


class Pair(Struct, frozen=True):
    """A document before and after; None where it was not there."""

    old: Document | None
    new: Document | None

    @property
    def any(self) -> Document:
        """The document as it is, or as it was last."""
        found = self.new or self.old
        assert found is not None
        return found


def pair(before: Shelf, after: Shelf) -> tuple[list[Pair], list[str]]:
    """Return the pairs, those of the menu's first kinds first, and what could not be compared, in words.

    What a file says that can be read on one side only is not told: it would seem to have come, or to be gone.
    """
    olds, news = _by_key(before), _by_key(after)
    lost, hidden = unread(after), unread(before)
    gone = [olds[key] for key in olds if key not in news and olds[key].path not in lost]
    came = [news[key] for key in news if key not in olds and news[key].path not in hidden]
    renamed = dict(_renames(gone, came))
    taken = {old.key for old in renamed.values()}
    pairs = [Pair(olds.get(key), news[key]) for key in news if key in olds]
    pairs += [Pair(renamed.get(new.key), new) for new in came]
    pairs += [Pair(old, None) for old in gone if old.key not in taken]
    if before.book or after.book:
        pairs.append(Pair(before.book, after.book))
    kinds = list(after.kinds)
    pairs.sort(key=lambda one: (_place(kinds, one.any.kind.name), one.any.title.casefold(), one.any.id))
    return pairs, list(_notes(lost, hidden))


def unread(shelf: Shelf) -> frozenset[str]:
    """Return the files of a book that could not be read."""
    return frozenset(trouble.path for trouble in shelf.troubles if trouble.rule in _UNREAD)


def _by_key(shelf: Shelf) -> Mapping[Key, Document]:
    # An item of a list that has no id yet is known by its place only, which says nothing about it.
    known = (one for one in shelf.documents if not one.base or one.data.get("id"))
    return {one.key: one for one in known if shelf.get(*one.key) is one}


def _renames(gone: Sequence[Document], came: Sequence[Document]) -> Iterator[tuple[Key, Document]]:
    """Yield the key of each new document with the old one it is. Whoever keeps the old id as an alias has said so."""
    left = {document.key: document for document in gone}
    rest = []
    for new in came:
        aliases = [alias for alias in new.data.get("aliases", ()) if (new.kind.name, alias) in left]
        if aliases:
            yield new.key, left.pop((new.kind.name, aliases[0]))
        else:
            rest.append(new)
    by_key = {document.key: document for document in rest}
    for old_state, new_state in find_renames(
        [state_of(one) for one in left.values()], [state_of(one) for one in rest], {}
    ):
        yield by_key[new_state.key].key, left[old_state.key]


def _place(kinds: Sequence[str], kind: str) -> int:
    return kinds.index(kind) if kind in kinds else len(kinds)


def _notes(lost: frozenset[str], hidden: frozenset[str]) -> Iterator[str]:
    for paths, when in ((hidden - lost, "could not be read before"), (lost - hidden, "cannot be read now"), (lost & hidden, "can be read neither before nor now")):  # fmt: skip
        if paths:
            named = ", ".join(sorted(paths)[:5]) + (f" and {len(paths) - 5} more" if len(paths) > 5 else "")
            yield f"Not compared, because it {when}: {named}."
