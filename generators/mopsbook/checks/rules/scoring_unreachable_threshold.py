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
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.scoring.bounds import most_of
from mopsbook.scoring.model import PARTS, Model, Threshold

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each threshold that cannot be reached, or is never looked at."""
    for sound in sound_models(shelf):
        parts = most_of(sound.model, sound.several)
        most = {"score": sum(parts.values()), **parts}
        rules = {rule.id for rule in sound.model.rules}
        for place, threshold in enumerate(sound.model.thresholds):
            asked, by_rules = threshold.asks, threshold.by_rules & rules
            short = next((name for name, number in asked.items() if most[name] < number), "")
            before = next((one for one in sound.model.thresholds[:place] if _hides(one, threshold, sound.model)), None)
            if not by_rules and not asked:
                said = (
                    "the rules that it names are retired"
                    if threshold.by_rules
                    else "it asks for no number and names no rule"
                )
                hint = "Say which score it takes, or which rules lead there in `by_rules`."
                yield Complaint(sound.document, sound.at(threshold), f"nobody can reach it: {said}", hint)
            elif short and not by_rules:
                whose = "the score" if short == "score" else f"the {short} part"
                message = (
                    f"nobody can reach it: {whose} comes to {most[short]} at most, and {asked[short]} are asked for"
                )
                hint = "Lower it, raise the caps, or name the rules that lead there at once in `by_rules`."
                yield Complaint(sound.document, sound.at(threshold, short), message, hint)
            elif before:
                message = f"it never decides: `{before.id}` stands above it and holds whenever it does"
                yield Complaint(sound.document, sound.at(threshold), message, "Put the furthest stage first.")


def _hides(above: Threshold, below: Threshold, model: Model) -> bool:
    """Return whether the threshold above holds for everybody for whom the one below does."""
    stages = not above.lifts_from or bool(below.lifts_from and below.lifts_from <= above.lifts_from)
    if not stages or not below.by_rules <= above.by_rules:
        return False
    if not below.asks:
        return True
    least = {part: max(below.asks.get(part, 0), model.limits_of(part).floor) for part in PARTS}
    least["score"] = max(below.asks.get("score", 0), sum(least.values()))
    return bool(above.asks) and all(least[name] >= number for name, number in above.asks.items())
