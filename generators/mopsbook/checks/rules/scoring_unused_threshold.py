"""A threshold and the stage that it leads to do not speak of the same numbers.

What: The numbers that a threshold asks for stand among the entry criteria of its stage. If the criteria quote other numbers,
or none, it is a finding. A threshold that only names rules has no number to quote, and a stage without entry criteria is for
the rule incomplete.

Why: Sales reads the lifecycle, Marketo runs the model. When the number was changed in one of the two, both are right on
their own page and the argument lasts a quarter.

Mend: Write the number of the threshold into the entry criteria, or mend the threshold if the lifecycle is right.
"""

import re
from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.models import Sound, sound_models
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.scoring.model import Threshold
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


_NUMBER = re.compile(r"\d+(?:[.,\u00a0 ]\d{3})*")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each number of a threshold that its stage does not quote."""
    for sound in sound_models(shelf):
        for threshold in sound.model.thresholds:
            stage = sound.stage_of(threshold)
            criteria = stage.get("entry_criteria")
            if not isinstance(criteria, list) or not criteria:
                continue
            found = [re.sub(r"\D", "", each) for text in criteria for each in _NUMBER.findall(str(text))]
            for name, number in threshold.asks.items():
                if str(number) not in found:
                    quoted = listed(list(dict.fromkeys(found)), 6, "and") or "no number"
                    message = f"the entry criteria of `{stage['id']}` do not ask for {number}; they quote {quoted}"
                    hint = f"Write it there{_place(sound, threshold)}, or mend the threshold."
                    yield Complaint(sound.document, sound.at(threshold, name), message, hint)


def _place(sound: Sound, threshold: Threshold) -> str:
    """Return where the entry criteria stand: in another file, which people have to find first."""
    target = sound.reader.shelf.target_at(sound.document, sound.at(threshold, "stage"))
    if target is None:
        return ""
    place = target.document.source.places.key(target.document.in_file((*target.part, "entry_criteria")))
    return f" ({target.document.path}, line {place.line})"
