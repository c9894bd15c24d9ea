"""People often begin in a role, and no path says how.

What: Where a team has an onboarding path for one of its roles, each of its roles that five people or more hold has one, too.
Teams that have none are left alone: what newcomers there do is written elsewhere.

Why: In a role of five somebody begins every year. Each of them is told something else, by whoever sits nearest.

Mend: Write a path, or add the role under `roles` of one that fits it as well.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.targets import document_at, names_at
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "info"
DIMENSION = "scalable"
_MANY = 5
_NOT_IN_USE = ("retired", "planned")


def asks(kind: Kind) -> bool:
    """Roles are asked."""
    return kind.name == "role"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each role with many holders that no path brings in, though its team has paths."""
    covered: set[tuple[str, str]] = set()
    teams: set[tuple[str, str]] = set()
    # What could not be read, or leads nowhere, may be the path.
    unsure = shelf.is_partial
    for path in shelf.of_kind("onboarding-path"):
        unsure |= path.is_spoilt(("roles",))
        for at, _ in names_at(path, ("roles",)) if path.data.get("status") != "retired" else ():
            role = document_at(shelf, path, at, "role")
            team = document_at(shelf, role, ("team",), "team") if role else None
            unsure |= role is None
            covered |= {role.key} if role else set()
            teams |= {team.key} if team else set()
    for role in shelf.of_kind("role") if teams and not unsure else ():
        team = document_at(shelf, role, ("team",), "team")
        many = role.data.get("holders", 0) >= _MANY and role.data.get("status") not in _NOT_IN_USE
        if many and team and team.key in teams and role.key not in covered:
            message = f"{role.data['holders']} people hold it, and no onboarding path is for it"
            hint = f"Other roles of `{team.id}` have one. Write a path, or add the role to one that fits."
            yield Complaint(role, ("holders",), message, hint)
