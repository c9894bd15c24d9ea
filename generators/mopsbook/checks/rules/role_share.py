"""One role answers for more than its share.

What: A role is accountable for more steps of the processes it has a part in than the book allows: 60 % unless
`policy.thresholds.accountable_share` in book.yaml or the role's own `share_limit` says otherwise. Counted are roles that
have a part in three processes or more; in a single one it is natural that one role answers for most.

Why: Whoever answers for everything looks closely at nothing, and every holiday stops all work. It grows unnoticed, one
sensible decision at a time.

Mend: Hand over what others could answer for as well, most easily the steps that they do already. If the share is right as
it is, write a `share_limit` at the role.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.people import parts
from mopsbook.checks.thresholds import threshold
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "scalable"


def asks(kind: Kind) -> bool:
    """Roles are asked."""
    return kind.name == "role"


_FEWEST_PROCESSES = 3


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each role that is accountable for too many of the steps of its processes."""
    processes: dict[tuple[str, str], dict[str, Document]] = {}
    answered: Counter[tuple[str, str]] = Counter()
    for part in parts(shelf):
        if part.who.kind.name == "role":
            processes.setdefault(part.who.key, {})[part.process.id] = part.process
            answered[part.who.key] += part.letter == "accountable"
    usual = threshold(shelf, "accountable_share")
    for role in shelf.of_kind("role"):
        mine = processes.get(role.key, {})
        limit = role.data.get("share_limit", usual)
        steps = sum(len(process.data["steps"]) for process in mine.values())
        if (
            len(mine) < _FEWEST_PROCESSES
            or role.is_spoilt(("share_limit",))
            or 100 * answered[role.key] <= limit * steps
        ):
            continue
        share = 100 * answered[role.key] // steps
        message = f"it answers for {answered[role.key]} of the {steps} steps of its processes ({share} %)"
        hint = f"At most {limit} % are wanted. Hand over what others could answer for, or write a `share_limit` here."
        yield Complaint(role, ("share_limit",) if "share_limit" in role.data else (), message, hint)
