"""Find what is called otherwise now: documents by what they are, files by what stands in them."""

from collections.abc import Iterable

from mopsbook.checks.known import Key
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.history.renames import find_renames
from mopsbook.history.states import state_of


def find_renamed(then: Shelf, now: Shelf) -> dict[Key, Key]:
    """Return documents and files that have another name now, by the one that they had.

    A document that keeps its old id among its aliases says so itself; otherwise it is the one that says the same. A file is
    the one with the same text; its key is ("", path).
    """
    old = {document.key: document for document in reversed(then.documents) if _has_name(document)}
    new = {document.key: document for document in reversed(now.documents) if _has_name(document)}
    gone = {key: document for key, document in old.items() if key not in new}
    came = {key: document for key, document in new.items() if key not in old}
    # What was there already and took over an old name as well is compared with itself.
    renamed = {before: after for before, after in find_by_alias(gone, now).items() if after in came}
    taken = set(renamed.values())
    pairs = find_renames(
        [state_of(document) for key, document in gone.items() if key not in renamed],
        [state_of(document) for key, document in came.items() if key not in taken],
        # What has another id in the same file is likely to be the same.
        {document.path: document.path for document in gone.values()},
    )
    renamed |= {before.key: after.key for before, after in pairs}
    return {**renamed, **_find_moved(then, now)}


def find_by_alias(gone: Iterable[Key], now: Shelf) -> dict[Key, Key]:
    """Return the documents that have the id of one that is gone among their aliases."""
    found: dict[Key, Key] = {}
    for kind, id in gone:
        heirs = [one for one in now.aliases.get(id.casefold(), ()) if one.kind.name == kind and one.id != id]
        if len(heirs) == 1:
            found[kind, id] = heirs[0].key
    return found


def _find_moved(then: Shelf, now: Shelf) -> dict[Key, Key]:
    came = {source.text: path for path, source in now.sources.items() if path not in then.sources}
    gone = {path: source.text for path, source in then.sources.items() if path not in now.sources}
    return {("", path): ("", came[text]) for path, text in gone.items() if text in came}


def _has_name(document: Document) -> bool:
    return not document.base or "id" in document.data
