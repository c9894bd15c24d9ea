"""Score a person: exclusions, the walk, the rules without an activity, the limits of the parts, the thresholds."""

from mopsbook.scoring.conditions import hold
from mopsbook.scoring.model import PARTS, Model, Person, Rule, Threshold
from mopsbook.scoring.result import Result, Step
from mopsbook.scoring.walk import Walk, words_of_cap, words_of_limit


def score(model: Model, person: Person) -> Result:
    """Return what a model makes of a person, by the five steps of the schema."""
    for exclusion in model.exclusions:
        if hold(exclusion.when, person):
            return Result(0, dict.fromkeys(PARTS, 0), person.stage, excluded=exclusion)
    walk = Walk(model, person)
    accounts, met, steps = walk.accounts, walk.met, walk.steps
    for rule in model.rules:
        if rule.counted is None and hold(rule.when, person):
            given = _once(rule)
            accounts[rule.part] += given
            met.add(rule.id)
            held_by = words_of_cap(rule) if given != rule.points else ""
            total = accounts[rule.part]
            steps.append(Step("rule", rule.id, rule.title, rule.part, None, given, total, rule.points, held_by))
    parts: dict[str, int] = {}
    for part in PARTS:
        limits = model.limits_of(part)
        parts[part] = limits.held(accounts[part])
        if parts[part] != accounts[part]:
            words = words_of_limit(limits, accounts[part])
            steps.append(Step("limit", "", "", part, None, parts[part] - accounts[part], parts[part], 0, words))
    whole = sum(parts.values())
    reached = next((one for one in model.thresholds if _reached(one, whole, parts, met, person.stage)), None)
    stage = reached.stage if reached else person.stage
    return Result(whole, parts, stage, tuple(steps), None, reached, frozenset(met))


def _once(rule: Rule) -> int:
    if rule.cap is None:
        return rule.points
    return max(min(rule.points, rule.cap.points), -rule.cap.points)


def _reached(threshold: Threshold, whole: int, parts: dict[str, int], met: set[str], stage: str) -> bool:
    # A person whose stage is not known passes.
    if threshold.lifts_from and stage and stage not in threshold.lifts_from:
        return False
    numbers = {"score": whole, **parts}
    asked = threshold.asks
    by_score = bool(asked) and all(numbers[name] >= number for name, number in asked.items())
    return by_score or bool(threshold.by_rules & met)
