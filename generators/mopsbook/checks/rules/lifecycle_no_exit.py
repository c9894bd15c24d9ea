"""A stage of a lifecycle does not say what ends it.

What: Every stage but the terminal ones says under `exit_criteria` what must be true for a record to leave it. That a
stage says what must be true to enter is asked for by the rule `incomplete`.

Why: Without it, "still in Accepted" is an opinion. Records are moved when somebody cleans up before a meeting, and every
conversion rate from this stage on measures the cleaning.

Mend: Write what one can look up: a field with its value, a meeting that was held, so many days without an answer. A
lifecycle in which a machine alone moves records may name `stages.exit_criteria` under `does_not_apply`, with the reason.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.stages import may_be
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Lifecycles are asked."""
    return kind.name == "lifecycle"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each stage that has no exit criteria and is no end."""
    for document in shelf.of_kind("lifecycle"):
        data = document.data
        answered = {**data.get("does_not_apply", {}), **data.get("unknown", {})}
        if data.get("status") == "retired" or not answered.keys().isdisjoint(("stages", "stages.exit_criteria")):
            continue
        for index, stage in enumerate(data.get("stages", ())):
            silent = not stage.get("id") or document.is_spoilt(("stages", index, "exit_criteria"))
            if not silent and not any(stage.get("exit_criteria", ())) and not may_be(stage, *_ENDS):
                hint = "Say in `exit_criteria` what must be true for a record to leave it."
                yield Complaint(document, ("stages", index, "id"), "nothing says when a record leaves it", hint)


_ENDS = ("terminal-won", "terminal-lost")
