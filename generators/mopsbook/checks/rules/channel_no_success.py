"""No status of a channel counts as a success.

What: At least one status that is in use has `success: true`, unless the channel is `operational: true`, because nobody is
meant to respond to it.

Why: Programs of the channel can never succeed: they have members and cost and no result, and attribution passes them over.

Mend: Mark the statuses that show what the channel is for, such as Attended, or say `operational: true`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Channels are asked."""
    return kind.name == "channel"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each channel that cannot succeed and should."""
    for document in shelf.of_kind("channel"):
        data = document.data
        statuses = data.get("statuses", ())
        unsure = not statuses or document.is_spoilt(("statuses",)) or document.is_spoilt(("operational",))
        if unsure or data.get("operational") or data.get("status") == "retired":
            continue
        if not any(item.get("success") and not item.get("hidden") for item in statuses):
            hint = "Mark the statuses that the channel is for with `success: true`, or say `operational: true`."
            yield Complaint(document, ("statuses",), "no status counts as a success", hint, on_key=True)
