"""An audit is due and was not done.

What: The last run of a checklist plus its `cadence` lies in the past. Of one that was never gone through, the last review
counts: it has been here since then at least. A checklist that has no cadence is gone through with each piece of work, and
never overdue.

Why: An audit that is left out once is left out for good, and what it would have found is found by somebody outside.

Mend: Go through it and write the run under `runs`, the newest first. If nobody misses it, let it come round more rarely,
or retire it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.people import excuse_at
from mopsbook.checks.runs import comes_again, runs_of
from mopsbook.documents.dates import later, parse_date
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Checklists are asked."""
    return kind.name == "checklist"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each checklist whose next run should have been."""
    for document in shelf.of_kind("checklist"):
        data = document.data
        if not comes_again(data):
            continue
        found = runs_of(data)
        if found.last is None:
            seen = parse_date(data.get("last_reviewed"))
            open_ = not data.get("runs") and not excuse_at(document, "runs") and not document.is_spoilt(("runs",))
            if open_ and seen and later(seen, data["cadence"]) < today:
                message = f"it is due every {data['cadence']} and was never gone through"
                yield Complaint(document, ("cadence",), message, "Go through it, and write the run under `runs`.")
            continue
        if found.due and found.due < today and not document.is_spoilt(("runs",)):
            late = count((today - found.due).days, "day")
            message = f"the next run was due on {found.due}, {late} ago"
            hint = f"It is due every {data['cadence']}. Go through it, and write the run under `runs`."
            yield Complaint(document, ("runs", data["runs"].index(found.last), "date"), message, hint)
