"""Make the diff of two states of a book."""

from collections.abc import Iterator

from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.diff.change import Change, Diff, Edit
from mopsbook.diff.edits import find_edits, place_of
from mopsbook.diff.leads import find_flips
from mopsbook.diff.new_names import NewNames, find_new_names
from mopsbook.diff.pairs import Pair, pair
from mopsbook.diff.reviewers import find_reviewers
from mopsbook.diff.touched import Ripples
from mopsbook.diff.wording import Side, introduce
from mopsbook.documents.shelf import Shelf
from mopsbook.history.sentences import lower
from mopsbook.kinds.judge import judge_document
from mopsbook.words import count


def make_diff(before: Catalog, after: Catalog, base: str = "before", head: str = "now") -> Diff:
    """Return what happened between two states, whom it touches and who has to look at it.

    The order of documents, of keys, and comments are no change.
    """
    pairs, notes = pair(before.shelf, after.shelf)
    names = find_new_names(pairs, before.shelf)
    changes = [change for one in pairs for change in _changes(one, before.shelf, after.shelf, names)]
    if not changes:
        return Diff(base, head, notes=(*notes, *_doubts(before.shelf, after.shelf)))
    renamed = {(change.kind, change.old_id): change.key for change in changes if change.what == "renamed"}
    ripples = Ripples(before, after, renamed)
    changes = [_touch(change, ripples) for change in changes]
    flips = tuple(find_flips(before, after, renamed))
    notes += _doubts(before.shelf, after.shelf)
    return Diff(base, head, tuple(changes), flips, find_reviewers(changes, before, after), tuple(notes))


def _changes(one: Pair, before: Shelf, after: Shelf, names: NewNames) -> Iterator[Change]:
    old, new = Side(one.old, before), Side(one.new, after)
    document, kind = one.any, one.any.kind
    edits = find_edits(old, new, names) if one.old and one.new and one.old is not one.new else ()
    what, sentence = _what(one, old, new, edits)
    if what:
        level, why, _ = judge_document(kind, what, one.old.data.get("status") if one.old else None)
        yield Change(
            kind.name, document.id, document.title, what, sentence, level, why, place_of(document, ()),
            one.old.id if one.old else "", one.old.path if one.old else "", edits,
        )  # fmt: skip


def _what(one: Pair, old: Side, new: Side, edits: tuple[Edit, ...]) -> tuple[str, str]:
    if one.old is None:
        return "added", f"New {introduce(new)}"
    if one.new is None:
        return "removed", f"Removed: {introduce(old)}"
    title, kind = one.new.title, one.new.kind
    if one.old.id != one.new.id and not kind.hidden:
        return "renamed", f"{title}: {lower(kind.label)} is called {one.new.id} now, and was {one.old.id}"
    if one.old.path != one.new.path:
        return "moved", f"{title} moved from {one.old.path} to {one.new.path}"
    return ("changed", f"{title}: {count(len(edits), 'change')}") if edits else ("", "")


def _touch(change: Change, ripples: Ripples) -> Change:
    old = (change.kind, change.old_id) if change.old_id else None
    new = None if change.what == "removed" else change.key
    edits = tuple(
        replace(edit, touched=ripples.find(old if edit.what != "added" else None, new, edit.part))
        if edit.level != "informative" and edit.spreads
        else edit
        for edit in change.edits
    )
    whole = change.level != "informative" and change.what != "changed"
    return replace(change, edits=edits, touched=ripples.find(old, new) if whole else ())


def _doubts(before: Shelf, after: Shelf) -> list[str]:
    """Return where values were left out because their schema refuses them: they seem to have come, or to be gone."""
    notes = []
    for shelf, when in ((before, "was"), (after, "is")):
        wrong = [document for document in shelf.documents if document.violations]
        if wrong:
            named = ", ".join(document.path for document in wrong[:3]) + (" and more" if len(wrong) > 3 else "")
            values = sum(len(document.violations) for document in wrong)
            notes.append(f"What is not as its schema wants {when} left out: {count(values, 'value')}, in {named}.")
    return notes
