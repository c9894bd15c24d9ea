"""A role does the work of a step or answers for it, and is in no team.

What: A role that is responsible or accountable in a step of a process belongs to a `team`. Where a role leaves its team out
altogether, the rule `incomplete` says so; this one is about roles that say under `does_not_apply` or `unknown` why they
have none.

Why: Outside a team nobody plans the work, nobody sees that it piles up, and nobody steps in. Agencies and projects are
where such roles come from, and both end.

Mend: Put the role into the team that would notice if the work were not done, or give its part to a role of that team.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.people import excuse_at, parts
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Processes and roles are asked."""
    return kind.name in ("process", "role")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each role without a team that does steps or answers for them."""
    steps: dict[tuple[str, str], set[tuple[str, int]]] = {}
    roles: dict[tuple[str, str], Document] = {}
    for part in parts(shelf):
        if part.who.kind.name == "role" and part.letter in ("responsible", "accountable"):
            roles[part.who.key] = part.who
            steps.setdefault(part.who.key, set()).add((part.process.id, part.step))
    for key, role in roles.items():
        excuse = excuse_at(role, "team")
        if excuse and not role.data.get("team") and role.data.get("status") != "retired":
            rely = "step relies" if len(steps[key]) == 1 else "steps rely"
            message = f"it is in no team, and {len(steps[key])} {rely} on it"
            hint = "Put it into the team that would notice if the work were not done."
            yield Complaint(role, excuse, message, hint, on_key=True)
