"""Who does the work: the roles and teams that steps name, and whether somebody holds them."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.checks.targets import document_at
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf

LETTERS = ("responsible", "accountable", "consulted", "informed")


class PartInStep(Struct, frozen=True):
    """A part that a role or team has in a step: in which of the four letters, of which process."""

    process: Document
    step: int
    letter: str
    who: Document


_found: WeakKeyDictionary[Shelf, Sequence[PartInStep]] = WeakKeyDictionary()


def parts(shelf: Shelf) -> Sequence[PartInStep]:
    """Return who has a part in which step, of all processes that are not retired, in their order."""
    if shelf not in _found:
        running = [process for process in shelf.of_kind("process") if process.data.get("status") != "retired"]
        _found[shelf] = [part for process in running for part in _parts_of(process, shelf)]
    return _found[shelf]


def _parts_of(process: Document, shelf: Shelf) -> Iterator[PartInStep]:
    found = [
        (int(at[1]), LETTERS.index(str(at[2])), at[3:], target.document)
        for at, target in shelf.targets_of(process).items()
        if at[0] == "steps" and len(at) > 2 and at[2] in LETTERS
    ]
    for step, letter, _, who in sorted(found, key=itemgetter(0, 1, 2)):
        yield PartInStep(process, step, LETTERS[letter], who)


def is_vacant(role: Document, shelf: Shelf) -> bool:
    """Return whether nobody holds a role, nobody stands in for it, and nobody acts for it."""
    return role.kind.name == "role" and role.data.get("holders") == 0 and not _may_be_replaced(role, shelf)


def is_one_person(role: Document, shelf: Shelf) -> bool:
    """Return whether one person holds a role that is in use, nobody stands in for it, and nobody acts for it."""
    in_use = role.kind.name == "role" and role.data.get("status") not in ("retired", "planned")
    return in_use and role.data.get("holders") == 1 and not _may_be_replaced(role, shelf)


def _may_be_replaced(role: Document, shelf: Shelf) -> bool:
    if role.data.get("delegated_to") or role.is_spoilt(("delegated_to",)) or role.is_spoilt(("backup",)):
        return True
    backup = document_at(shelf, role, ("backup",), "role")
    # A backup that leads nowhere may be somebody.
    return backup is not role and backup.data.get("holders") != 0 if backup else bool(role.data.get("backup"))


def excuse_at(document: Document, field: str) -> Pointer | None:
    """Return where a document says that a field makes no sense or is not known; None if it does not."""
    data: Mapping[str, Any] = document.data
    return next(((way, field) for way in ("does_not_apply", "unknown") if field in data.get(way, {})), None)
