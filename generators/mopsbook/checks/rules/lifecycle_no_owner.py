"""Nobody owns a stage in which somebody has to act.

What: Every stage but the terminal ones has an `owner`, a role or a team. A stage in which a machine acts may say so
with `does_not_apply`, naming `stages.owner` and the reason.

Why: "The lead is with sales" is where leads go to be forgotten. Somebody's phone must ring.

Mend: Name the role that acts on a record in this stage, or the queue's team.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.stages import may_be
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Lifecycles are asked."""
    return kind.name == "lifecycle"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each stage that is worked by nobody."""
    for document in shelf.of_kind("lifecycle"):
        if "stages.owner" in document.data.get("does_not_apply", {}):
            continue
        for index, stage in enumerate(document.data.get("stages", ())):
            known = stage.get("id") and not document.is_spoilt(("stages", index, "owner"))
            if known and not stage.get("owner") and not may_be(stage, "terminal-won", "terminal-lost"):
                hint = "Name the role or team that acts on a record in this stage."
                yield Complaint(document, ("stages", index, "id"), "nobody owns this stage", hint)
