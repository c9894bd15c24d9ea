"""An initiative is under way, and no number will tell whether it worked.

What: An initiative with `state: in-progress` names `metrics` that should move, or says under `does_not_apply` why none will, or
under `unknown` who finds one. That it has an owner is asked for by the rule `incomplete`.

Why: Without a number from before there is none to compare with afterwards, and whether it was worth the quarter is a matter of
taste.

Mend: Name the metric, and write down today what it says. If none moves, say under `does_not_apply` how one will see that it
is done.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.people import excuse_at
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "info"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Initiatives are asked."""
    return kind.name == "initiative"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each initiative under way that names no metric."""
    for document in shelf.of_kind("initiative"):
        answered = document.data.get("metrics") or excuse_at(document, "metrics") or document.is_spoilt(("metrics",))
        if document.data.get("state") == "in-progress" and document.data.get("status") != "retired" and not answered:
            hint = (
                "Name the `metrics` that should move, or say under `does_not_apply` how one will see that it is done."
            )
            yield Complaint(document, ("state",), "it is under way, and no metric will tell whether it worked", hint)
