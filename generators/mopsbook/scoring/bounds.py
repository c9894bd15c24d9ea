"""Bounds of a model: the most that its rules can give, and what one of them gives alone."""

from collections import defaultdict
from collections.abc import Iterable

from mopsbook.scoring.conditions import passes
from mopsbook.scoring.model import PARTS, Comparison, Model, Rule, Value

# Whoever may come again and again reaches any number, unless a cap stops the part.
ENDLESS = 10**9
_EXACT = frozenset({"is", "at-least", "at-most"})


def most_of(model: Model, several: frozenset[str] = frozenset()) -> dict[str, int]:
    """Return the most points that each part can have. Nobody has more; perhaps nobody has as many.

    Of rules that only compare one and the same field, a person satisfies only those that fit one value together. `several`
    are the fields that hold several values at once.
    """
    return {part: model.limits_of(part).held(_sum(part_rules(model, part), several)) for part in PARTS}


def part_rules(model: Model, part: str) -> list[Rule]:
    """Return the rules of a part."""
    return [rule for rule in model.rules if rule.part == part]


def alone(rule: Rule, model: Model) -> dict[str, int]:
    """Return the parts of somebody for whom one rule was met once, and no other."""
    return {part: model.limits_of(part).held(rule.once if part == rule.part else 0) for part in PARTS}


def _sum(rules: Iterable[Rule], several: frozenset[str]) -> int:
    total = 0
    by_field: dict[str, list[tuple[Comparison, int]]] = defaultdict(list)
    # Who has the most satisfies no rule that takes points.
    for rule in (one for one in rules if one.points > 0):
        test = rule.when[0].test if len(rule.when) == 1 and _is_plain(rule) else None
        if test and test.op in _EXACT and test.name not in several:
            by_field[test.name].append((test, rule.once))
        else:
            total += rule.once if rule.counted is None else _ever(rule)
    for tests in by_field.values():
        total += max(sum(points for test, points in tests if passes(test, (one,))) for one in _values(tests))
    return total


def _is_plain(rule: Rule) -> bool:
    one = rule.when[0]
    return bool(one.test) and not (one.activity or one.stages or one.segments or one.negated)


def _ever(rule: Rule) -> int:
    """Return the most that a rule gives in all its hits."""
    most = ENDLESS
    if rule.frequency and rule.frequency.days is None:
        most = rule.points * rule.frequency.most
    if rule.cap and rule.cap.days is None:
        most = min(most, rule.cap.points)
    return most


def _values(tests: Iterable[tuple[Comparison, int]]) -> list[Value]:
    """Return values of which one satisfies as many of the tests as any value can."""
    return [value for test, _ in tests for value in test.values] or [""]
