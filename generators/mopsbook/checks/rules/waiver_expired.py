"""A waiver is over.

What: The last day of a waiver (`until`) has passed. What it let stay fails again.

Why: Things are put off for a reason, and the reason ends. A waiver that nobody has to look at again is how a finding is
switched off for ever.

Mend: Mend what it was for and delete it. If that has to wait once more, agree on a later day with whoever decided it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.waivers import KIND, read_waivers
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Waivers are asked."""
    return kind.name == KIND


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each waiver whose last day has passed."""
    for waiver in read_waivers(shelf):
        if waiver.until and waiver.until < today:
            message = f"its last day was {waiver.until}, {count((today - waiver.until).days, 'day')} ago"
            hint = f"Mend what `{waiver.rule}` finds and delete it, or agree on a later day."
            yield Complaint(waiver.document, ("until",), message, hint)
