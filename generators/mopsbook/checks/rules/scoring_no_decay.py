"""Interest that is over counts for ever.

What: Rules give points for what people do, and nothing takes them back when people stop: no decay and no reset after
inactivity for that part. A model that has no decay at all is for the rule incomplete, which also takes a reason why.

Why: Two years of a newsletter reader are worth as much as this week's visits to the price list, and one day they are an MQL.

Mend: Add a decay for the part, as in half after 90 quiet days, or a reset.
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


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each part that gathers points and never loses them."""
    for sound in sound_models(shelf):
        model = sound.model
        fading = {one.part for one in model.decay}
        fading |= {one.part for one in model.resets if one.inactive_days is not None}
        gathering = {rule.part for rule in model.rules if rule.counted and rule.points > 0}
        for part in sorted(gathering - fading):
            if model.decay:
                hint = f"Add a decay with `part: {part}`, or a reset with `inactive_days`."
                yield Complaint(
                    sound.document, ("decay",), f"nothing takes back {part} points of people who stop", hint, True
                )
