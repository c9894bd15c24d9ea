"""Work hangs on a role that nobody holds and nobody stands in for.

What: A role has `holders: 0`, no `backup` that is held and is not delegated, and is responsible or accountable in a step of a
process, owns a system, a stage or a process, or administers a system alone.

Why: The step is then done by whoever notices, or by nobody. It shows on the day when it would have been needed.

Mend: Name a `backup`, say in `delegated_to` who acts until somebody is found, or give the work to another role.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.people import is_vacant
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Roles are asked."""
    return kind.name == "role"


_COUNTS = frozenset({"owner", "responsible", "accountable", "technical_owner"})


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each vacant role that something hangs on, with how much and what is the first."""
    vacant = {
        role.key for role in shelf.of_kind("role") if role.data.get("status") not in _GONE and is_vacant(role, shelf)
    }
    if not vacant:
        return
    needed: dict[tuple[str, str], dict[tuple[str, str], Document]] = {}
    for reference, target in shelf.references:
        if target is None or target.document.key not in vacant or reference.field.name not in _COUNTS:
            continue
        document = reference.document
        alone = reference.field.name != "technical_owner" or _is_alone(document)
        if document.data.get("status") not in _GONE and document.key != target.document.key and alone:
            needed.setdefault(target.document.key, {}).setdefault(document.key, document)
    for role in shelf.of_kind("role"):
        users = list(needed.get(role.key, {}).values())
        if users:
            first = f"{users[0].kind.label.lower()} `{users[0].id}`"
            others = f" and {count(len(users) - 1, 'other thing')}" if len(users) > 1 else ""
            message = f"nobody holds it or stands in for it, and {first}{others} count{'' if others else 's'} on it"
            yield Complaint(
                role, ("holders",), message, "Name a `backup`, or say in `delegated_to` who acts until then."
            )


def _is_alone(system: Document) -> bool:
    return isinstance(system.data["technical_owner"], str) or len(system.data["technical_owner"]) == 1


_GONE = ("retired", "planned")
