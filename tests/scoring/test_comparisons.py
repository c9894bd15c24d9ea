"""A condition holds for a person as the schema says, and of one that never can it is known."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import did, person, rule

from mopsbook.scoring.conditions import hold, holds, passes
from mopsbook.scoring.model import Comparison, Condition, Exclusion, Person, Value
from mopsbook.scoring.sense import clash_of_acts, clash_of_stages, contradiction, taken_out


@pytest.mark.parametrize(
    ("held", "op", "values"),
    [
        ((" Head ",), "is", ("head",)),
        (("Germany",), "is", ("France", "GERMANY")),
        ((10,), "is", (10.0,)),
        (("10",), "is", (10,)),
        ((True,), "is", ("true",)),
        (("a", "b"), "is", ("b",)),
        (("j@Example.com",), "ends-with", ("@example.com",)),
        (("/pricing/de",), "starts-with", ("/pricing",)),
        (("Head of service",), "contains", ("of",)),
        ((620,), "at-least", (50,)),
        (("620",), "at-least", (50,)),
        ((50,), "at-most", (50,)),
        (("2026-03-31",), "at-least", ("2026-03-01",)),
        (("2025-12-31",), "at-most", ("2026-03-01",)),
        ((), "empty", ()),
        (("  ",), "empty", ()),
    ],
)
def test_what_passes(held: tuple[Value, ...], op: str, values: tuple[Value, ...]) -> None:
    """Without regard to capitals and blanks; numbers as numbers; one of several is enough."""
    assert passes(Comparison("f", op, values), held)


@pytest.mark.parametrize(
    ("held", "op", "values"),
    [
        ((), "is", ("",)),
        ((), "at-most", (5,)),
        (("",), "contains", ("",)),
        (("9",), "at-least", (10,)),
        (("0123",), "is", ("123",)),
        (("Head of",), "is", ("Head",)),
        ((0,), "empty", ()),
        ((False,), "empty", ()),
        (("a",), "equals", ("a",)),
    ],
)
def test_what_does_not_pass(held: tuple[Value, ...], op: str, values: tuple[Value, ...]) -> None:
    """Of an empty field only `empty` is true, and a text is not the number that it looks like."""
    assert not passes(Comparison("f", op, values), held)


def test_an_activity_holds_if_it_happened_so_often_in_that_time_in_that_way() -> None:
    attended = did(5, "status", status="webinar#attended", channel="webinar", success=True, attributes={"program": "A"})
    someone = person(did(40), did(10, times=2), attended)
    for sort, yes in [
        (Condition(activity="visits", count=3), True),
        (Condition(activity="visits", count=3, within_days=30), False),
        (Condition(activity="status", statuses=frozenset({"webinar#attended"}), channels=frozenset({"webinar"})), True),
        (Condition(activity="status", channels=frozenset({"event"})), False),
        (Condition(activity="status", success=True, where=(Comparison("program", "is", ("a",)),)), True),
        (Condition(activity="status", where=(Comparison("asset", "is", ("a",)),)), False),
        (Condition(activity="visits", success=True), False),
    ]:
        assert holds(sort, someone) is yes
        assert holds(Condition(**{**_fields(sort), "negated": True}), someone) is not yes


def _fields(condition: Condition) -> dict[str, object]:
    return {name: getattr(condition, name) for name in condition.__slots__}


def test_turned_round_a_condition_of_two_things_holds_if_either_fails() -> None:
    both = Condition(stages=frozenset({"mql"}), segments=frozenset({"own"}), negated=True)
    assert holds(both, Person(stage="mql"))
    assert not holds(both, Person(stage="mql", segments=frozenset({"own"})))


TESTS = st.builds(
    Comparison,
    st.just("f"),
    st.sampled_from(("is", "contains", "starts-with", "ends-with", "at-least", "at-most", "empty")),
    st.lists(st.sampled_from(("a", "ab", "b", "ba", "10", 5, 10, 20, True)), min_size=1, max_size=2).map(tuple),
)
CONDITIONS = st.lists(
    st.builds(lambda test, no: Condition(test=test, negated=no), TESTS, st.booleans()), min_size=1, max_size=4
)


@settings(max_examples=200, deadline=None)
@given(
    CONDITIONS, st.sampled_from(("", "a", "ab", "aba", "bab", "b a", "x", "10", 4, 5, 7.5, 10, 11, 20, 25, True, False))
)
def test_what_is_called_a_contradiction_holds_for_nobody(when: list[Condition], value: Value) -> None:
    """A wrong accusation would send somebody to mend a rule that works. What is compared with numbers alone holds numbers."""
    compared = [value for one in when if one.test and one.test.op != "empty" for value in one.test.values]
    numeric = bool(compared) and all(isinstance(value, int) and value is not True for value in compared)
    if contradiction(when) and not (numeric and isinstance(value, str | bool)):
        assert not hold(when, Person(values={"f": (value,)}))


def test_stages_and_activities_contradict_each_other() -> None:
    raw, either = Condition(stages=frozenset({"raw"})), Condition(stages=frozenset({"raw", "mql"}))
    not_raw = Condition(stages=frozenset({"raw"}), negated=True)
    assert not clash_of_stages([raw, either])
    assert clash_of_stages([raw, not_raw])
    assert not clash_of_stages([either, not_raw])
    assert not clash_of_stages([not_raw])
    never = Condition(activity="visits", negated=True)
    assert clash_of_acts(rule("r", 5, when=(Condition(activity="visits", count=3), never)))
    assert not clash_of_acts(rule("r", 5, when=(Condition(activity="clicks"), never)))


@settings(max_examples=120, deadline=None)
@given(CONDITIONS, CONDITIONS, st.sampled_from(("", "a", "ab", "b", "10", 5, 10, 20, True)))
def test_whoever_a_rule_fits_is_taken_out_by_the_exclusion_that_is_said_to(
    when: list[Condition], out: list[Condition], value: Value
) -> None:
    """For fields of one value, as the rule that asks for it makes sure of."""
    found = taken_out(rule("r", 5, when=tuple(when)), [Exclusion("e", "E", tuple(out))])
    someone = Person(values={"f": (value,)})
    if found and hold(when, someone):
        assert hold(out, someone)
