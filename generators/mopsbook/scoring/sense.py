"""Whether conditions can hold at all: what contradicts itself, and what an exclusion takes out before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise, product

from mopsbook.scoring.conditions import as_number, passes
from mopsbook.scoring.model import Condition, Exclusion, Rule, Test, Value

_PIECES = ("starts-with", "contains", "ends-with")
_MOST_GUESSES = 2_000
_ANY = "\0 another value"


def contradiction(when: Sequence[Condition], several: frozenset[str] = frozenset()) -> str:
    """Return the name of what conditions ask of which no value can be: a field or an attribute; "" if there is none.

    `several` are the fields that hold several values at once: of them, two tests may be passed by two values.
    """
    asked: dict[str, list[tuple[Test, bool]]] = defaultdict(list)
    for one in when:
        # Turned round, a condition that asks for two things holds if either of them fails.
        alone = not (one.activity or one.stages or one.segments)
        if one.test and (alone or not one.negated) and one.test.name not in several:
            asked[one.test.name].append((one.test, one.negated))
        attributes: dict[str, list[tuple[Test, bool]]] = defaultdict(list)
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


def _narrower(one: Test, other: Test) -> bool:
    if one.name != other.name or one.op == "empty":
        return one == other
    # What is one of these values passes the other test whenever each of them does.
    return one.op == "is" and all(passes(other, (value,)) for value in one.values)


def _possible(tests: Sequence[tuple[Test, bool]]) -> bool:
    """Return whether some value, or none at all, passes all tests; also if there are too many to try."""
    guesses = _guesses(tests)
    held: list[tuple[Value, ...]] = [(), *((one,) for one in guesses)]
    return len(guesses) >= _MOST_GUESSES or any(all(passes(test, one) != no for test, no in tests) for one in held)


def _guesses(tests: Sequence[tuple[Test, bool]]) -> list[Value]:
    """Return values of which one passes the tests if any value does: those named, those next to them, and joined texts."""
    named = [value for test, _ in tests for value in test.values]
    numbers = sorted({number for value in named if (number := as_number(value)) is not None})
    beside = [number + step for number in numbers for step in (-1, 1)]
    between = [(low + high) / 2 for low, high in pairwise(numbers)]
    texts = [near for value in named if isinstance(value, str) for near in (value[:-1], f"{value}~")]
    # A text that begins with this, contains that and ends so.
    wanted = [
        [(test.op, str(value)) for value in test.values]
        for test, negated in tests
        if test.op in _PIECES and not negated
    ]
    choices = islice(product(*wanted), _MOST_GUESSES) if wanted else ()
    joined = [" ".join(_longest(choice, op) for op in _PIECES).strip() for choice in choices]
    return [_ANY, *named, *beside, *between, *texts, *joined]


def _longest(choice: Iterable[tuple[str, str]], op: str) -> str:
    pieces = [piece for one, piece in choice if one == op]
    return " ".join(pieces) if op == "contains" else max(pieces, key=len, default="")
