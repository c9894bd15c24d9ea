"""Whether conditions can hold at all: what contradicts itself, and what an exclusion takes out before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from mopsbook.scoring.conditions import is_number, passes
from mopsbook.scoring.model import Comparison, Condition, Exclusion, Rule, Value


def contradiction(when: Sequence[Condition], several: frozenset[str] = frozenset()) -> str:
    """Return the name of what conditions ask of which no value can be: a field or an attribute; "" if there is none.

    `several` are the fields that hold several values at once: of them, two tests may be passed by two values.
    """
    asked: dict[str, list[tuple[Comparison, bool]]] = defaultdict(list)
    for one in when:
        # Turned round, a condition that asks for two things holds if either of them fails.
        alone = not (one.activity or one.stages or one.segments)
        if one.test and (alone or not one.negated) and one.test.name not in several:
            asked[one.test.name].append((one.test, one.negated))
        attributes: dict[str, list[tuple[Comparison, bool]]] = defaultdict(list)
        for test in () if one.negated else one.where:
            attributes[test.name].append((test, False))
        for name, tests in attributes.items():
            if not _possible(tests):
                return name
    return next((name for name, tests in asked.items() if not _possible(tests)), "")


def clash_of_stages(when: Iterable[Condition]) -> bool:
    """Return whether conditions ask for two stages at once, or for one that they forbid."""
    asked = [one.stages for one in when if one.stages and not one.negated]
    alone = [one for one in when if one.stages and one.negated]
    banned = {stage for one in alone if not (one.test or one.activity or one.segments) for stage in one.stages}
    return bool(asked) and not frozenset.intersection(*asked) - banned


def clash_of_acts(rule: Rule) -> bool:
    """Return whether a rule counts an activity and asks that it never happened."""
    counted = rule.counted
    return counted is not None and any(
        other == Condition(activity=counted.activity, negated=True) for other in rule.when
    )


def taken_out(rule: Rule, exclusions: Iterable[Exclusion]) -> Exclusion | None:
    """Return the exclusion that takes out everybody for whom a rule holds; None if there is none."""
    for exclusion in exclusions:
        if exclusion.when and all(any(_implies(one, other) for one in rule.when) for other in exclusion.when):
            return exclusion
    return None


def _implies(one: Condition, other: Condition) -> bool:
    """Return whether whoever satisfies the first condition satisfies the second as well, as far as that is plain."""
    if one == other:
        return True
    if one.negated or other.negated or other.activity:
        return False
    stages = not other.stages or bool(one.stages and one.stages <= other.stages)
    segments = not other.segments or bool(one.segments and one.segments <= other.segments)
    return stages and segments and (other.test is None or (one.test is not None and _narrower(one.test, other.test)))


def _narrower(one: Comparison, other: Comparison) -> bool:
    if one.name != other.name or one.op == "empty":
        return one == other
    # What is one of these values passes the other test whenever each of them does.
    return one.op == "is" and all(passes(other, (value,)) for value in one.values)


def _possible(tests: Sequence[tuple[Comparison, bool]]) -> bool:
    """Return whether some value, or none at all, passes all tests. Where that is not plain, it is taken for possible."""
    asked = [test for test, negated in tests if not negated]
    exact = next((test for test in asked if test.op == "is"), None)
    held: list[tuple[Value, ...]]
    if exact:
        held = [(value,) for value in exact.values]
    elif any(test.op == "empty" for test in asked):
        held = [()]
    elif asked and all(_is_range(test) for test, _ in tests):
        held = [(number,) for number in _numbers(test for test, _ in tests)]
    else:
        return not any(negated and test in asked for test, negated in tests)
    return any(all(passes(test, one) != negated for test, negated in tests) for one in held)


def _is_range(test: Comparison) -> bool:
    """Return whether a test compares numbers alone: then the field holds numbers."""
    return test.op in ("is", "at-least", "at-most") and all(is_number(value) for value in test.values)


def _numbers(tests: Iterable[Comparison]) -> list[float]:
    """Return numbers of which one passes the tests if any number does: those named, those between them and beside them."""
    named = sorted({float(value) for test in tests for value in test.values})
    return [*named, named[0] - 1, named[-1] + 1, *((low + high) / 2 for low, high in pairwise(named))]
