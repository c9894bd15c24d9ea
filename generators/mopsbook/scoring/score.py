"""Score a person: exclusions, the walk, the rules without an activity, the limits of the parts, the thresholds."""

from mopsbook.scoring.conditions import hold
from mopsbook.scoring.model import PARTS, Model, Person, Threshold
from mopsbook.scoring.result import Result, Step
from mopsbook.scoring.walk import Walk
from mopsbook.scoring.words import words_of_cap, words_of_limit


def score(model: Model, person: Person) -> Result:
    """Return what a model makes of a person, by the five steps of the schema."""
    for exclusion in model.exclusions:
        if hold(exclusion.when, person):
            return Result(0, dict.fromkeys(PARTS, 0), person.stage, excluded=exclusion)
    walk = Walk(model, person)
    accounts, met, steps = walk.accounts, walk.met, walk.steps
    for rule in model.rules:
        if rule.counted is None and hold(rule.when, person):
            accounts[rule.part] += rule.once
            met.add(rule.id)
            held_by = words_of_cap(rule) if rule.once != rule.points else ""
            total = accounts[rule.part]
            steps.append(Step("rule", rule.id, rule.title, rule.part, None, rule.once, total, rule.points, held_by))
    parts: dict[str, int] = {}
    for part in PARTS:
        limits = model.limits_of(part)
        parts[part] = limits.held(accounts[part])
        if parts[part] != accounts[part]:
            words = words_of_limit(limits, accounts[part])
            steps.append(Step("limit", "", "", part, None, parts[part] - accounts[part], parts[part], 0, words))
    reached = next((one for one in model.thresholds if _leads_on(one, parts, met, person.stage)), None)
    stage = reached.stage if reached else person.stage
    return Result(sum(parts.values()), parts, stage, tuple(steps), threshold=reached, met=frozenset(met))


def _leads_on(threshold: Threshold, parts: dict[str, int], met: set[str], stage: str) -> bool:
    """Return whether a threshold leads somebody of these parts, with these rules met, out of a stage."""
    # A person whose stage is not known passes.
    if threshold.lifts_from and stage and stage not in threshold.lifts_from:
        return False
    return threshold.is_reached_by(parts) or bool(threshold.by_rules & met)
