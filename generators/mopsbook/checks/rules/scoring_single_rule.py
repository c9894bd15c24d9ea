"""One rule alone makes somebody ready for sales.

What: A single hit of one rule gives as many points as a threshold asks for at which another team takes over
(`hand_over` of the stage; where no stage is marked, the furthest one). A rule that a threshold for the same stage names in
`by_rules` is meant to do so.

Why: A score is the sum of several signs. If one of them is enough, sales is called for everybody who did that one thing,
whoever they are, and the other rules decide nothing.

Mend: Give the rule fewer points or the threshold more. If it is meant so, as with a request for contact, say it in
`by_rules` of a threshold for that stage.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.models import sound_models
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.scoring.bounds import alone

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each rule of which one hit is enough for a hand-over."""
    for sound in sound_models(shelf):
        handing_over = sound.handing_over
        for rule in sound.model.rules:
            reached = [one for one in handing_over if one.is_reached_by(alone(rule, sound.model))]
            meant = {one.stage for one in sound.model.thresholds if rule.id in one.by_rules}
            # What the floors give is not this rule's doing.
            open_ = [one for one in reached if one.stage not in meant and rule.points > 0]
            if open_:
                message = f"it alone leads to `{open_[0].stage}` (threshold `{open_[0].id}`)"
                hint = "Give it fewer points, or say in `by_rules` of a threshold for that stage that it is meant so."
                yield Complaint(sound.document, ("rules", rule.index, "points"), message, hint)
