"""One person alone can let people into a system that much hangs on, or get them out.

What: Of a system of tier 1 or 2, who gives access (`provisioners`) and who removes it (`deprovisioners`) are more than one
person: two roles, a team, or a role with more than one holder, with a `backup` that somebody holds, or that is delegated.

Why: On the first day of a colleague, or on the last, that person is on a boat.

Mend: Give the right to a second role, or name a `backup` for the one that has it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.people import is_one_person
from mopsbook.checks.targets import names_at, target_at
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "scalable"
_FIELDS = {"provisioners": "let people in", "deprovisioners": "take access away"}


def asks(kind: Kind) -> bool:
    """Systems are asked."""
    return kind.name == "system"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each right that hangs on one person."""
    for system in shelf.of_kind("system"):
        if system.data.get("tier") not in (1, 2) or system.data.get("status") in ("retired", "planned"):
            continue
        for field, what in _FIELDS.items():
            found = [target_at(shelf, system, at) for at, _ in names_at(system, (field,))]
            roles = {target.document.key: target.document for target in found if target}
            # A name that leads nowhere may be a second one.
            if None in found or system.is_spoilt((field,)) or len(roles) != 1:
                continue
            (role,) = roles.values()
            if is_one_person(role, shelf):
                message = f"only `{role.id}` can {what}, which one person holds"
                yield Complaint(system, (field,), message, "Give the right to a second role, or name a `backup`.")
