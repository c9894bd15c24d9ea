"""What somebody means by a name that was typed: `system/marketo`, an id, another name or a title. Capital letters do not count.

Every command asks here, so a name means the same to all of them, and one that means nothing is answered in the same words.
"""

from collections.abc import Iterable, Sequence

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.words import did_you_mean, listed, nearest

_MOST = 8


def find_meant(shelf: Shelf, name: str) -> list[Document]:
    """Return all that a name may mean: by id, else by another name or title. Of two documents with one id it is the first."""
    kind, slash, id = name.strip().partition("/")
    documents = [one for one in shelf.documents if shelf.get(*one.key) is one]
    if slash and kind in shelf.kinds:
        documents = [one for one in documents if one.kind.name == kind]
        name = id
    folded = _fold(name)
    by_id = [one for one in documents if one.id.casefold() == folded]
    # Two that differ in capital letters alone are told apart by them.
    by_id = [one for one in by_id if one.id == name] or by_id
    return by_id or [one for one in documents if folded in map(_fold, (one.title, *_other_names(one)))]


def find_one(shelf: Shelf, name: str) -> Document:
    """Return what a name means. Raises SetupError with all it may mean, or with the nearest name if it means nothing."""
    found = find_meant(shelf, name)
    if not found:
        raise unknown(shelf, name)
    if len(found) > 1:
        raise ambiguous(name, found)
    return found[0]


def find_to_write(shelf: Shelf, name: str) -> Document:
    """Return what a name means, for a command that writes into it. Raises SetupError if it is not told apart by an id of its own."""
    document = find_one(shelf, name)
    twin = next((pair for pair in shelf.twins() if document in pair), None)
    if twin:
        paths = " and ".join(each.path for each in twin)
        raise SetupError(
            f"two documents are called `{document.id}`, in {paths}", "Give one of them another id by hand first."
        )
    if "id" not in document.data:
        raise SetupError(f"{document.path} has no `id`", "Write one first.")
    return document


def ambiguous(name: str, found: Sequence[Document], part: str = "") -> SetupError:
    """Return what is to be said of a name that may mean several things; `part` is what followed it, as in `#email`."""
    keys = [f"{'/'.join(document.key)}{part}" for document in found]
    return SetupError(f"`{name}{part}` may mean {listed(keys, _MOST)}", "Write one of these.")


def unknown(shelf: Shelf, name: str) -> SetupError:
    """Return what is to be said of a name that means nothing: the nearest; else what has the word in its own; else how to find out."""
    return SetupError(f"nothing is called `{name}`", _hint(shelf, name))


def no_such_part(document: Document, part: str, parts: Iterable[str]) -> SetupError:
    """Return what is to be said of a part that a document does not have, of those that it has."""
    names = list(parts)
    there = f"It has {listed(names, 40, 'and')}." if names else "It has no parts."
    message = f"{document.kind.label.lower()} `{document.id}` has no part `{part}`"
    return SetupError(message, did_you_mean(part, names) or there)


def _hint(shelf: Shelf, name: str) -> str:
    kind, slash, id = name.strip().partition("/")
    if slash and kind not in shelf.kinds:
        near = did_you_mean(kind, [one.name for one in shelf.kinds.shown])
        return f"`{kind}` is no kind; {near}" if near else f"`{kind}` is no kind. `mopsbook list` shows what there is."
    documents = shelf.of_kind(kind) if slash else shelf.documents
    wanted = id if slash else name
    names = {each: one for one in documents for each in (one.title, *_other_names(one), one.id)}
    nearby = nearest(wanted, names)
    if nearby:
        title = f" ({names[nearby].title})" if names[nearby].title != nearby else ""
        return f"did you mean `{'/'.join(names[nearby].key)}`{title}?"
    holding = dict.fromkeys("/".join(one.key) for each, one in names.items() if wanted.casefold() in each.casefold())
    if holding and wanted:
        return f"It is in the name of {listed(list(holding), _MOST, 'and')}."
    return f"`mopsbook list{f' {kind}' if slash else ''}` shows what there is."


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _other_names(document: Document) -> list[str]:
    return [alias for alias in document.data.get("aliases", ()) if alias]
