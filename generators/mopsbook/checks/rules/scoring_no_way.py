"""A threshold lifts somebody along a way that the lifecycle does not have.

What: A threshold leads from each stage under `from` to its stage, and the lifecycle has no transition between the two. Of a
threshold without `from`, and of stages of two lifecycles, nothing is said.

Why: Either the score moves people where nobody expects them, or the lifecycle refuses the step and the person stays where
they are, with a score that says they should not.

Mend: Add the transition to the lifecycle, or take the stage out of `from`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.models import sound_models
from mopsbook.checks.stages import ways
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each stage from which no way leads to the stage of the threshold."""
    for sound in sound_models(shelf):
        for threshold in sound.model.thresholds:
            owner, _, stage = threshold.stage.partition("#")
            lifecycle = shelf.get("lifecycle", owner)
            if lifecycle is None or lifecycle.is_spoilt(("stages",)):
                continue
            for index in range(len(sound.document.get(sound.at(threshold, "from")) or ())):
                at = (*sound.at(threshold, "from"), index)
                home, _, start = sound.reader.name(at).partition("#")
                if home == owner and start != stage and stage not in ways(lifecycle).get(start, []):
                    message = f"the lifecycle `{owner}` has no way from `{start}` to `{stage}`"
                    yield Complaint(
                        sound.document, at, message, "Add the transition there, or take the stage out here."
                    )
