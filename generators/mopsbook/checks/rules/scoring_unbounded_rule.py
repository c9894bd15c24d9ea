"""A rule gives many points, every time, without an end.

What: Each hit of the rule counts (`every time`) and no `cap` stops it, and five hits or fewer reach the score of a threshold
at which another team takes over. What the part or the rest of the threshold asks for is not looked at.

Why: One person who opens a page five times in an afternoon, or one scanner that clicks on everything, looks like a company
about to buy.

Mend: Say how often it counts, as in `1 per day`, or give it a `cap`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.models import sound_models
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


_FEW = 5


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each rule of which a few hits are enough and nothing counts them."""
    for sound in sound_models(shelf):
        asked = [one.score or one.asks.get("behavioural") or 0 for one in sound.handing_over]
        lowest = min((number for number in asked if number), default=0)
        by_rules = {name for one in sound.model.thresholds for name in one.by_rules}
        for rule in sound.model.rules:
            endless = rule.counted is not None and rule.frequency is None and rule.cap is None
            if endless and rule.points * _FEW >= lowest > 0 and rule.id not in by_rules:
                message = (
                    f"it gives {rule.points} points every time, without an end; {lowest} are enough for a hand-over"
                )
                hint = "Say how often it counts, as in `1 per day`, or give it a `cap`."
                yield Complaint(sound.document, ("rules", rule.index, "points"), message, hint)
