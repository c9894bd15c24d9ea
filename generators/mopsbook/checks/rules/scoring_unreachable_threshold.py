"""A threshold that nobody can reach.

What: It asks for more points than the rules and the caps of the parts can give together; it asks for no number and names no
rule that could be met; or a threshold above it, which decides first, holds whenever this one does.

Why: The stage behind it stays empty, and nobody notices a thing that does not happen. It begins with a cap that was lowered,
or a rule that was retired, in a month when the thresholds were not looked at.

Mend: Lower the threshold, raise the cap, or name the rules that lead there in `by_rules`. If it is the order, put the
threshold for the furthest stage first.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.models import sound_models
from mopsbook.checks.reachable import why_unreachable
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each threshold that cannot be reached, or is never looked at."""
    for sound in sound_models(shelf):
        for threshold in sound.model.thresholds:
            found = why_unreachable(sound, threshold)
            if found:
                yield Complaint(sound.document, *found)
