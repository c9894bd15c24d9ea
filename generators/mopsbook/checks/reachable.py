"""Whether a threshold of a scoring model can be reached at all."""

from mopsbook.checks.models import Sound
from mopsbook.documents.document import Pointer
from mopsbook.scoring.bounds import most_of
from mopsbook.scoring.model import PARTS, Model, Threshold


def why_unreachable(sound: Sound, threshold: Threshold) -> tuple[Pointer, str, str] | None:
    """Return where and why nobody can reach a threshold, and what to do; None if somebody can."""
    model = sound.model
    parts = most_of(model, sound.several)
    most = {"score": sum(parts.values()), **parts}
    asked, by_rules = threshold.asks, threshold.by_rules & {rule.id for rule in model.rules}
    if not by_rules and not asked:
        retired = "the rules that it names are retired"
        said = retired if threshold.by_rules else "it asks for no number and names no rule"
        hint = "Say which score it takes, or which rules lead there in `by_rules`."
        return sound.at(threshold), f"nobody can reach it: {said}", hint
    short = next((name for name, number in asked.items() if most[name] < number), "")
    if short and not by_rules:
        whose = "the score" if short == "score" else f"the {short} part"
        message = f"nobody can reach it: {whose} comes to {most[short]} at most, and {asked[short]} are asked for"
        hint = "Lower it, raise the caps, or name the rules that lead there at once in `by_rules`."
        return sound.at(threshold, short), message, hint
    above = model.thresholds[: model.thresholds.index(threshold)]
    before = next((one for one in above if _hides(one, threshold, model)), None)
    if before:
        message = f"it never decides: `{before.id}` stands above it and holds whenever it does"
        return sound.at(threshold), message, "Put the furthest stage first."
    return None


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
