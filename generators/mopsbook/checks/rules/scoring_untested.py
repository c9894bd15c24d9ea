"""No example reaches a threshold.

What: None of the examples of a model comes to the stage by this threshold. Only models that have examples are looked at, and of
thresholds that nobody can reach, or that a rule which can never fire may lead to, other rules speak.

Why: The examples are what the check can prove. A threshold without one can be broken by any change to any rule, and nobody
is told.

Mend: Add the person whom the threshold was made for, and one who is just under it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.dead_rules import find_dead
from mopsbook.checks.finding import Complaint
from mopsbook.checks.models import sound_models
from mopsbook.checks.reachable import why_unreachable
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.scoring.score import score

SEVERITY = "info"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each threshold that decides about no example."""
    doubtful = {dead.document.key for dead in find_dead(shelf)}
    for sound in sound_models(shelf):
        examples = range(len(sound.document.data.get("examples", ())))
        people = [sound.reader.person(index) for index in examples]
        if not people or sound.document.key in doubtful or any(map(sound.reader.is_example_spoilt, examples)):
            continue
        reached = {result.threshold.id for result in (score(sound.model, one) for one in people) if result.threshold}
        for threshold in sound.model.thresholds:
            if threshold.id not in reached and not why_unreachable(sound, threshold):
                hint = "Add the person whom it was made for, and one who is just under it."
                yield Complaint(sound.document, sound.at(threshold), "no example reaches this threshold", hint)
