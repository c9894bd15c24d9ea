"""Much that must not stop hangs on one person.

What: A role with `holders: 1` and no `backup` that is held, and that is not delegated, owns, or administers alone, more tier 1
systems and integrations between tier 1 systems than the book allows: three, unless `policy.thresholds.single_holder` in
book.yaml says otherwise.

Why: Marketing systems last longer than those who set them up: an administrator stays two years. What only one person
knows leaves with them, and comes back as months of finding out why things are as they are.

Mend: Name a `backup` who has rights and has done it once, give some of it a second `technical_owner`, or find a second
holder.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.people import is_one_person
from mopsbook.checks.targets import document_at, names_at, target_at
from mopsbook.checks.thresholds import threshold
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "scalable"
_GONE = ("retired", "planned")


def asks(kind: Kind) -> bool:
    """Roles are asked."""
    return kind.name == "role"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each role that one person holds and too much hangs on."""
    alone = {role.key for role in shelf.of_kind("role") if is_one_person(role, shelf)}
    behind: dict[tuple[str, str], dict[tuple[str, str], Document]] = {}
    for thing, fields in _critical(shelf) if alone else ():
        for field in fields:
            names = names_at(thing, (field,))
            target = target_at(shelf, thing, names[0][0]) if len(names) == 1 else None
            if target and target.document.key in alone:
                behind.setdefault(target.document.key, {})[thing.key] = thing
    most = threshold(shelf, "single_holder")
    for role in shelf.of_kind("role"):
        things = list(behind.get(role.key, {}).values())
        if len(things) > most:
            names_ = listed([thing.id for thing in things], 6, "and")
            message = (
                f"one person holds it, nobody stands in, and {names_} {'hang' if len(things) > 1 else 'hangs'} on it"
            )
            yield Complaint(
                role, ("holders",), message, "Name a `backup`, or a second `technical_owner` for some of them."
            )


def _critical(shelf: Shelf) -> Iterator[tuple[Document, tuple[str, ...]]]:
    """Yield what must not stop, with the fields that say who keeps it going."""
    first = {system.key for system in shelf.of_kind("system") if system.data.get("tier") == 1}
    for system in shelf.of_kind("system"):
        if system.key in first and system.data.get("status") not in _GONE:
            yield system, ("owner", "technical_owner")
    for integration in shelf.of_kind("integration") if first else ():
        ends = [document_at(shelf, integration, (end,), "system") for end in ("source", "target")]
        if integration.data.get("status") not in _GONE and all(end and end.key in first for end in ends):
            yield integration, ("owner", "technical_owner")
