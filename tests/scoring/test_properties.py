"""Whatever the model and whoever the person: what a score can never do."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from people import DEEP, acts, crowded, decays, models, people, rule, rules
from plain_scorer import plain_score

from mopsbook.scoring.model import PARTS, Act, Cap, Limits, Model, Person, Rule
from mopsbook.scoring.score import score

bounded = settings(max_examples=60, deadline=None)
BEFORE = st.integers(0, 5)


@bounded
@given(models, people, rules(st.integers(1, 40)), BEFORE)
def test_a_rule_more_that_gives_points_lowers_nothing(model: Model, person: Person, more: Rule, place: int) -> None:
    with_it = replace(model, rules=(*model.rules[:place], more, *model.rules[place:]))
    less, richer = score(model, person), score(with_it, person)
    assert all(richer.parts[part] >= less.parts[part] for part in PARTS)


@bounded
@given(models, people)
def test_no_part_is_above_its_cap_or_under_its_floor(model: Model, person: Person) -> None:
    result = score(model, person)
    for part in PARTS:
        limits = model.limits_of(part)
        assert limits.floor <= result.parts[part]
        assert limits.cap is None or result.parts[part] <= limits.cap
    assert result.score == sum(result.parts.values())


@bounded
@given(rules(st.integers(-40, 40), st.builds(Cap, st.integers(1, 60), st.integers(1, 8))), people)
def test_no_rule_gives_more_than_its_cap_in_any_span_of_days(one: Rule, person: Person) -> None:
    """Looked at from outside: the points of the steps that fall into each span of so many days."""
    assert one.cap is not None
    assert one.cap.days is not None
    free = dict.fromkeys(PARTS, Limits(None, DEEP))
    given_ = defaultdict(int)
    for step in score(Model((one,), free), person).steps:
        if step.days_ago is not None:
            given_[step.days_ago] += abs(step.points)
    for last in range(41):
        assert sum(given_[last + back] for back in range(one.cap.days)) <= one.cap.points


@bounded
@given(models, people, st.randoms(use_true_random=False))
def test_the_order_within_a_day_changes_nothing_without_limits_of_the_parts(
    model: Model, person: Person, chance: object
) -> None:
    """Only a cap or a floor of a part cares which of two came first; every rule sees as many hits as before."""
    free = replace(model, limits=dict.fromkeys(PARTS, Limits(None, DEEP)))
    mixed = list(person.acts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # it is a random.Random
    assert score(free, person).parts == score(free, replace(person, acts=tuple(mixed))).parts


@bounded
@given(st.lists(rules(st.integers(1, 40)), max_size=4), people, st.integers(0, 80), st.randoms(use_true_random=False))
def test_the_order_within_a_day_changes_nothing_if_no_rule_takes_points(
    gains: list[Rule], person: Person, cap: int, chance: object
) -> None:
    model = Model(tuple(gains), dict.fromkeys(PARTS, Limits(cap)))
    mixed = list(person.acts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # it is a random.Random
    assert score(model, person).parts == score(model, replace(person, acts=tuple(mixed))).parts


def test_the_order_within_a_day_matters_where_a_floor_stops_a_loss() -> None:
    """The schema says so: of two on one day the first is the earlier, and an account is raised to the floor after every hit."""
    model = Model((rule("visit", 10), rule("bounce", -10, "bounces")))
    visit, bounce = Act("visits", 3), Act("bounces", 3)
    assert score(model, Person(acts=(visit, bounce))).score == 0
    assert score(model, Person(acts=(bounce, visit))).score == 10


@bounded
@given(models, people, decays, st.booleans())
def test_a_decay_lifts_no_score(model: Model, person: Person, more: object, first: bool) -> None:
    decay = (more, *model.decay) if first else (*model.decay, more)
    without, with_it = score(model, person), score(replace(model, decay=decay), person)  # type: ignore[arg-type]  # a Decay
    assert all(with_it.parts[part] <= without.parts[part] for part in PARTS)


@bounded
@given(models, people)
def test_the_steps_of_each_part_add_up_to_it(model: Model, person: Person) -> None:
    result = score(model, person)
    for part in PARTS:
        steps = [step for step in result.steps if step.part == part]
        assert sum(step.points for step in steps) == result.parts[part]
        running = 0
        for step in steps:
            running += step.points
            assert step.total == running


@bounded
@given(models, st.lists(acts, max_size=6))
def test_three_times_on_a_day_is_three_activities_of_that_day(model: Model, done: list[Act]) -> None:
    single = [replace(act, times=1) for act in done for _ in range(act.times)]
    assert score(model, Person(acts=tuple(done))).parts == score(model, Person(acts=tuple(single))).parts


@pytest.mark.parametrize("seed", range(3))
def test_the_engine_comes_to_what_a_walk_through_every_single_day_comes_to(seed: int) -> None:
    """Another scorer, written from the text of the schema alone."""
    dice = random.Random(seed)
    for _ in range(1000):
        model, person = crowded(dice)
        assert score(model, person).parts == plain_score(model, person), (model, person)
