"""Prove of a renaming that every reference of the book leads where it led before."""

from collections.abc import Mapping

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Reference, Shelf, Target
from mopsbook.editing.renaming import Renaming
from mopsbook.errors import SetupError


def prove(shelf: Shelf, renaming: Renaming, then: Shelf) -> list[str]:
    """Return what leads to the renamed document and led nowhere before.

    Raises SetupError if a reference would lead elsewhere than before, or nowhere.
    """
    key = renaming.document.key
    new_key = key if renaming.part else (key[0], renaming.new)
    if then.get(*new_key) is None or len(then.troubles) != len(shelf.troubles):
        raise SetupError("the book could not be read afterwards", "Please report this; nothing was written.")

    def led(one: Shelf, own: tuple[str, str]) -> dict[object, tuple[Reference, object]]:
        found: dict[object, tuple[Reference, object]] = {}
        for reference, target in one.references:
            place = (*_key(reference.document, own), reference.pointer, reference.field.path)
            found.setdefault((place, _nth(found, place)), (reference, _goal(target, own)))
        return found

    before, after = led(shelf, key), led(then, new_key)
    for place, (reference, goal) in before.items():
        if goal is not None and after.get(place, (reference, None))[1] != goal:
            raise _astray(reference, renaming)
    # What was written for a name that was not there yet, or was mere text, has found it.
    found = [each for place, (each, goal) in after.items() if goal and before.get(place, (each, None))[1] is None]
    return [f"`{each.name}` in {_place(each)} leads there now." for each in found]


def _key(document: Document, own: tuple[str, str]) -> tuple[str, str]:
    return ("", "") if document.key == own else document.key


def _goal(target: Target | None, own: tuple[str, str]) -> object:
    return None if target is None else (_key(target.document, own), target.part)


def _nth(found: Mapping[object, object], place: object) -> int:
    number = 0
    while (place, number) in found:
        number += 1
    return number


def _astray(reference: Reference, renaming: Renaming) -> SetupError:
    message = f"`{reference.name}` in {_place(reference)} would lead elsewhere if `{renaming.old}` were called `{renaming.new}`"
    return SetupError(message, "Choose another id, or write there which kind is meant, as in system/marketo.")


def _place(reference: Reference) -> str:
    document = reference.document
    return f"{document.path}:{document.source.places.value(document.in_file(reference.pointer)).line}"
