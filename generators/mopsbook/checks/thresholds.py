"""From where on a number is a finding: what the book's policy says, else what is usual."""

from collections.abc import Mapping

from mopsbook.documents.shelf import Shelf

# The schema of the book shows the same numbers as defaults; a test holds the two together.
USUAL: Mapping[str, int] = {
    "accountable_share": 60,
    "notice_days": 90,
    "proposed_days": 90,
    "single_holder": 3,
    "unused_seats": 20,
}


def threshold(shelf: Shelf, name: str) -> int:
    """Return a number of `policy.thresholds`. What each of them means is in the schema of the book."""
    return int(shelf.policy("thresholds", name, default=USUAL[name]))
