"""A decay or a reset that does nothing, or does two things at once.

What: A decay says neither how many points nor how many per cent are lost, or it says both; or a reset to nothing comes
before it in the same pause, so that nothing is left to lose. A reset names no stage, no activity and no number of days.

Why: It is read as a promise that old interest fades, and it does not fade.

Mend: Fill in what is missing, keep one of points and per cent, or take it out.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.models import sound_models
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each decay and each reset without an effect."""
    for sound in sound_models(shelf):
        cleared = {
            part: min(
                (
                    one.inactive_days
                    for one in sound.model.resets
                    if one.part == part and one.inactive_days and one.to <= 0
                ),
                default=None,
            )
            for part in ("demographic", "behavioural")
        }
        for index, item in enumerate(sound.document.data.get("decay", ())):
            both = [name for name in ("points", "percent") if item.get(name)]
            if len(both) != 1:
                said = "it says both points and per cent" if both else "it says neither points nor per cent"
                yield Complaint(
                    sound.document,
                    ("decay", index),
                    said,
                    "Keep one of them." if both else "Say what is lost each time.",
                )
                continue
            first = cleared.get(str(item.get("part")))
            if first is not None and int(item["inactive_days"]) > first:
                message = f"nothing is left to lose: a reset sets the part back after {first} quiet days"
                yield Complaint(
                    sound.document,
                    ("decay", index, "inactive_days"),
                    message,
                    "Let it come before the reset, or take it out.",
                )
        for index, item in enumerate(sound.document.data.get("resets", ())):
            if not any(item.get(name) for name in ("stages", "activities", "inactive_days")):
                hint = "Name the stages, the activities or the quiet days after which it happens."
                yield Complaint(sound.document, ("resets", index), "nothing sets it off", hint)
