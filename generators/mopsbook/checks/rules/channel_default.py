"""A channel has no status, or more than one, that new members begin with.

What: Exactly one status of a channel is the `default`, and it is not `hidden`.

Why: Whoever comes into a program without a status gets the default. Without one the import stops or the system picks what
stands first, and a member who begins as Attended counts as a success for nothing.

Mend: Mark the status that says no more than that somebody is on the list, such as Invited or On List, and only that.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Channels are asked."""
    return kind.name == "channel"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each channel without exactly one default."""
    for document in shelf.of_kind("channel"):
        statuses = document.data.get("statuses", ())
        if not statuses or document.is_spoilt(("statuses",)) or document.data.get("status") == "retired":
            continue
        defaults = [index for index, item in enumerate(statuses) if item.get("default") and not item.get("hidden")]
        if not defaults:
            hint = f"Write `default: true` at {listed([item['id'] for item in statuses if not item.get('hidden')])}."
            yield Complaint(document, ("statuses",), "no status is the default", hint, on_key=True)
        for index in defaults[1:]:
            message = f"`{statuses[defaults[0]]['id']}` is the default already"
            yield Complaint(document, ("statuses", index, "default"), message, "Keep the mark at one of them.")
