"""Leftovers: records of reviews that no document is behind any more, because it was deleted, or renamed by hand without an alias."""

from mopsbook.checks.attested import recorded_as
from mopsbook.documents.records import place_of
from mopsbook.documents.shelf import Shelf
from mopsbook.words import count

# As long as one of these is found, nobody knows whether the document is there.
_UNREAD = ("unreadable-file", "unknown-kind")
_MOST_NAMED = 3


def find_leftovers(shelf: Shelf) -> dict[str, str]:
    """Return the files of such records, relative to the root of the book, by what they are of: "system/drift".

    Empty while a file cannot be read: their documents may be in it.
    """
    if any(trouble.rule in _UNREAD for trouble in shelf.troubles):
        return {}
    held = {recorded_as(document, shelf) for document in shelf.documents}
    return {"/".join(key): place_of(*key) for key in shelf.records if key not in held}


def say_leftovers(shelf: Shelf) -> str:
    """Return that there are some, and what removes them; "" if there are none."""
    names = list(find_leftovers(shelf))
    if not names:
        return ""
    more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
    told = f"{', '.join(names[:_MOST_NAMED])}{more}"
    return f"{count(len(names), 'record')} of what is not there any more: {told}. `mopsbook review --tidy` removes {'it' if len(names) == 1 else 'them'}."
