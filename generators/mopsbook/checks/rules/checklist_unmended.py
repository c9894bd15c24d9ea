"""What an audit found is not mended in the time that the question allows.

What: An item failed in a run, the run is longer ago than the item's `severity` gives (stop: a day, high: a week, medium:
a quarter of a year), and neither `mended_on` says that it was mended, nor did it pass or not apply in a later run. Items of
severity low, and those that have none, may wait. That a failed item has a ticket is asked for by the rule `incomplete`.

Why: Whoever is asked what the last audit led to should not have to say: to a list.

Mend: Mend it and write `mended_on`. If it may wait, say so with a lower `severity` of the item.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.runs import item_of, newest_first
from mopsbook.documents.dates import later
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "reliable"
_DAYS = {"stop": 1, "high": 7, "medium": 92}


def asks(kind: Kind) -> bool:
    """Checklists are asked."""
    return kind.name == "checklist"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each failure that is still open when it should not be."""
    for document in shelf.of_kind("checklist"):
        if document.data.get("status") == "retired":
            continue
        severities = {item.get("id"): item.get("severity") for item in document.data.get("items", ())}
        answered: set[str] = set()
        # The newest run comes first: what it says of an item is how things stand.
        for number, day in newest_first(document.data):
            for place, result in enumerate(document.data["runs"][number].get("results", ())):
                at = ("runs", number, "results", place)
                name = item_of(result)
                known = name in answered or not name or document.is_spoilt(at)
                answered.add(name)
                days = _DAYS.get(severities.get(name) or "")
                if known or result.get("result") != "fail" or result.get("mended_on") or days is None:
                    continue
                due = later(day, f"{days}d")
                if due < today:
                    message = f"`{name}` failed on {day} and should have been mended by {due}"
                    hint = f"That is {count((today - due).days, 'day')} ago. Mend it, and write `mended_on`."
                    yield Complaint(document, (*at, "result"), message, hint)
