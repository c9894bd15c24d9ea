"""Scoring models with what they make of their examples."""

from collections.abc import Mapping

from edits import Spot

from mopsbook.checks.models import Sound, sound_models
from mopsbook.documents.shelf import Shelf
from mopsbook.scoring.model import Rule, Threshold
from mopsbook.scoring.result import Result
from mopsbook.scoring.score import score


def results(sound: Sound) -> list[Result]:
    """What comes out for each example."""
    return [score(sound.model, sound.reader.person(n)) for n in range(len(sound.document.data.get("examples", ())))]


def unmet_rules(shelf: Shelf) -> list[tuple[Sound, Rule]]:
    """The rules that count an activity, give points and are met by no example: whatever they give, the examples are right."""
    found = []
    for sound in sound_models(shelf):
        met = {name for result in results(sound) for name in result.met}
        free = [rule for rule in sound.model.rules if rule.id not in met and rule.counted and rule.points > 0]
        found += [(sound, rule) for rule in free if rule.cap is None]
    return found


def thresholds(shelf: Shelf) -> list[tuple[Sound, Threshold]]:
    return [(sound, threshold) for sound in sound_models(shelf) for threshold in sound.model.thresholds]


def spot_of(sound: Sound, rule: Rule) -> Spot:
    return sound.document, ("rules", rule.index)


def asked_to_hand_over(sound: Sound) -> Mapping[str, int]:
    """The lowest number for which a threshold asks at which another team takes over, by what it is the number of."""
    asks = [threshold.asks for threshold in sound.handing_over if threshold.asks]
    return min(asks, key=lambda numbers: numbers.get("score", 0), default={})
