"""Whether a condition holds for a person as things stand today, and which activities it takes for hits."""

import re
from collections.abc import Iterable

from mopsbook.scoring.model import Act, Comparison, Condition, Person, Value

_NUMBER = re.compile(r"[+-]?\d{1,300}(\.\d{1,300})?")


def hold(conditions: Iterable[Condition], person: Person) -> bool:
    """Return whether all conditions hold today."""
    return all(holds(condition, person) for condition in conditions)


def holds(condition: Condition, person: Person) -> bool:
    """Return whether a condition holds today."""
    return _rest_holds(condition, person, activity=True) != condition.negated


def others_hold(conditions: Iterable[Condition], counted: Condition, person: Person) -> bool:
    """Return whether all holds that is not the counted activity itself, be it in the same condition or in others."""
    for condition in conditions:
        same = condition is counted
        if not (_rest_holds(condition, person, activity=False) if same else holds(condition, person)):
            return False
    return True


def matches(condition: Condition, act: Act) -> bool:
    """Return whether an activity is of the sort that a condition names, and young enough."""
    return (
        act.activity == condition.activity
        and (condition.within_days is None or act.days_ago <= condition.within_days)
        and (not condition.statuses or act.status in condition.statuses)
        and (not condition.channels or act.channel in condition.channels)
        and (not condition.success or act.success)
        and all(passes(test, _attribute(act, test.name)) for test in condition.where)
    )


def passes(test: Comparison, held: tuple[Value, ...]) -> bool:
    """Return whether one of the values held passes a test. Of nothing held, only `empty` is true."""
    full = [value for value in held if _text(value)]
    if test.op == "empty":
        return not full
    return any(compare(test.op, one, other) for one in full for other in test.values)


def compare(op: str, held: Value, wanted: Value) -> bool:
    """Return whether one value compares with another as `op` says.

    Text is compared without regard to capitals and to blanks around it, two numbers as numbers. To be at least or at most
    something, a text that is nothing but a number counts as that number.
    """
    if op in ("at-least", "at-most"):
        one, other = _number(held), _number(wanted)
        if one is not None and other is not None:
            return one >= other if op == "at-least" else one <= other
    if op == "is" and is_number(held) and is_number(wanted):
        return held == wanted
    return _compare_text(op, _text(held), _text(wanted))


def _compare_text(op: str, held: str, wanted: str) -> bool:
    match op:
        case "is":
            return held == wanted
        case "contains":
            return wanted in held
        case "starts-with":
            return held.startswith(wanted)
        case "ends-with":
            return held.endswith(wanted)
        case "at-least":
            return held >= wanted
        case "at-most":
            return held <= wanted
    return False


def _rest_holds(condition: Condition, person: Person, activity: bool) -> bool:
    """Return whether everything that a condition names holds, without the turn of `not`; the activity if asked to."""
    if condition.test and not passes(condition.test, person.values.get(condition.test.name, ())):
        return False
    if condition.stages and person.stage not in condition.stages:
        return False
    if condition.segments and not condition.segments & person.segments:
        return False
    if activity and condition.activity:
        return sum(act.times for act in person.acts if matches(condition, act)) >= condition.count
    return True


def _attribute(act: Act, name: str) -> tuple[Value, ...]:
    return (act.attributes[name],) if name in act.attributes else ()


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip().casefold()


def is_number(value: Value) -> bool:
    """Return whether a value is a number, and not yes or no."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: Value) -> float | None:
    """Return a value as a number, also a text that is nothing but one; None if it is none."""
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value.strip()) else None
    return value if is_number(value) else None
