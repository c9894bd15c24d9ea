"""Each sentence of the schema about scores, as the smallest person of whom it is true."""

from __future__ import annotations

import pytest
from people import did, person, rule

from mopsbook.scoring.model import (
    Cap,
    Comparison,
    Condition,
    Decay,
    Exclusion,
    Frequency,
    Limits,
    Model,
    Person,
    Reset,
    Threshold,
)
from mopsbook.scoring.score import score
from mopsbook.scoring.words import account_of

WEEK = Frequency(1, 7, "1 per week")
ONCE = Frequency(1, None, "once")
HALF = Decay("half", "Half", "behavioural", 90, None, 0, 50)
FIVE = Decay("five", "Five", "behavioural", 30, 10, -5)


def behaviour(someone: Person, *rules: object, **more: object) -> int:
    return score(Model(rules=rules, **more), someone).parts["behavioural"]  # type: ignore[arg-type]  # rules, and parts of a model


def test_a_rule_without_an_activity_gives_its_points_once() -> None:
    head = rule("head", 25, part="demographic", when=(Condition(test=Comparison("level", "is", ("Head",))),))
    assert score(Model((head,)), Person(values={"level": ("head ",)})).parts == {"demographic": 25, "behavioural": 0}
    assert score(Model((head,)), Person()).score == 0


def test_a_rule_with_an_activity_gives_its_points_for_each_hit() -> None:
    assert behaviour(person(did(3), did(1, times=2), did(1, "clicks")), rule("visit", 5)) == 15


def test_with_a_count_each_third_activity_is_a_hit_on_its_own_day() -> None:
    third = rule("third", 5, when=(Condition(activity="visits", count=3),))
    assert behaviour(person(did(9), did(8), did(7), did(6), did(5)), third) == 5
    result = score(Model((third,)), person(did(9), did(8), did(7), did(6), did(5, times=2)))
    assert [(step.days_ago, step.points) for step in result.steps] == [(7, 5), (5, 5)]


def test_what_is_older_than_within_days_matches_nothing() -> None:
    lately = rule("lately", 5, when=(Condition(activity="visits", within_days=30),))
    assert behaviour(person(did(31), did(30)), lately) == 5


def test_the_other_conditions_of_a_rule_must_hold_today() -> None:
    both = (Condition(activity="visits"), Condition(stages=frozenset({"inquiry"})))
    assert behaviour(person(did(30), stage="inquiry"), rule("both", 5, when=both)) == 5
    assert behaviour(person(did(30), stage="mql"), rule("both", 5, when=both)) == 0
    same = (Condition(activity="visits", stages=frozenset({"inquiry"})),)
    assert behaviour(person(did(30), stage="mql"), rule("same", 5, when=same)) == 0


@pytest.mark.parametrize(("days", "counted"), [((6, 0), 1), ((7, 0), 2), ((8, 4, 0), 2), ((0, 0), 1)])
def test_a_week_is_the_same_day_and_the_six_before(days: tuple[int, ...], counted: int) -> None:
    assert behaviour(person(*map(did, days)), rule("visit", 5, frequency=WEEK)) == 5 * counted


def test_once_is_once_for_ever_also_after_a_reset() -> None:
    reset = Reset("recycled", "Recycled", "behavioural", stages=frozenset({"recycle"}))
    someone = person(did(50), did(10), entered=(("recycle", 40),))
    assert behaviour(someone, rule("visit", 5, frequency=ONCE), resets=(reset,)) == 0


def test_the_cap_of_a_rule_cuts_off_what_goes_beyond() -> None:
    assert behaviour(person(did(3, times=4)), rule("visit", 15, cap=Cap(40))) == 40
    assert behaviour(person(did(40), did(20), did(0)), rule("visit", 15, cap=Cap(20, 30))) == 35
    assert behaviour(person(did(30), did(0)), rule("visit", 15, cap=Cap(20, 30))) == 30
    assert behaviour(person(did(29), did(0)), rule("visit", 15, cap=Cap(20, 30))) == 20
    gains = rule("visit", 100)
    assert behaviour(person(did(9), did(3, "bounces", 4)), gains, rule("bounce", -15, "bounces", cap=Cap(40))) == 60


def test_the_account_is_cut_to_the_cap_of_the_part_after_every_hit() -> None:
    """What was over the cap is lost, and a loss afterwards counts in full."""
    limits = {"behavioural": Limits(20)}
    rules = rule("visit", 15), rule("bounce", -15, "bounces")
    assert behaviour(person(did(3, times=4), did(1, "bounces")), *rules, limits=limits) == 5
    assert behaviour(person(did(3, "bounces", 4), did(1)), *rules, limits=limits) == 15


def test_a_decay_falls_due_once_in_each_pause() -> None:
    visit = rule("visit", 20)
    assert behaviour(person(did(89)), visit, decay=(HALF,)) == 20
    assert behaviour(person(did(90)), visit, decay=(HALF,)) == 10
    assert behaviour(person(did(300)), visit, decay=(HALF,)) == 10
    assert behaviour(person(did(200), did(10)), visit, decay=(HALF,)) == 30


def test_a_decay_falls_due_again_until_they_act() -> None:
    visit = rule("visit", 100)
    assert [behaviour(person(did(days)), visit, decay=(FIVE,)) for days in (29, 30, 39, 40, 60)] == [
        100,
        95,
        95,
        90,
        80,
    ]


def test_an_activity_on_the_very_day_comes_too_late() -> None:
    assert behaviour(person(did(90), did(0)), rule("visit", 20), decay=(HALF,)) == 30


def test_what_happens_to_somebody_ends_no_inactivity() -> None:
    visit, passive = rule("visit", 20), frozenset({"bounces"})
    assert behaviour(person(did(95), did(50, "bounces")), visit, decay=(HALF,), passive=passive) == 10
    assert behaviour(person(did(95), did(50, "clicks")), visit, decay=(HALF,), passive=passive) == 20
    assert behaviour(person(did(95, "bounces")), rule("b", 20, "bounces"), decay=(HALF,), passive=passive) == 20


def test_what_stays_is_rounded_down_and_points_take_no_account_under_zero() -> None:
    assert behaviour(person(did(90)), rule("visit", 25), decay=(HALF,)) == 12
    assert behaviour(person(did(60)), rule("visit", 3), decay=(FIVE,)) == 0
    low = {"behavioural": Limits(None, -50)}
    assert behaviour(person(did(60)), rule("visit", -3), decay=(FIVE,), limits=low) == -3


def test_the_floor_stops_a_decay_and_makes_no_gain_of_one() -> None:
    limits = {"behavioural": Limits(None, 10)}
    assert behaviour(person(did(90)), rule("visit", 15), decay=(HALF,), limits=limits) == 10
    reset = Reset("low", "Low", "behavioural", 4, activities=frozenset({"clicks"}))
    steps = score(Model((rule("visit", 15),), limits, (), (HALF,), (reset,)), person(did(100), did(95, "clicks"))).steps
    assert [(step.what, step.points) for step in steps] == [("rule", 15), ("reset", -11), ("decay", 0), ("limit", 6)]


def test_points_of_what_somebody_is_do_not_decay() -> None:
    head = rule("head", 20, when=(Condition(segments=frozenset({"all"})),))
    assert behaviour(person(did(300), segments=frozenset({"all"})), head, rule("visit", 20), decay=(HALF,)) == 30


def test_a_reset_on_a_stage_or_an_activity_comes_after_everything_else_of_its_day() -> None:
    visit = rule("visit", 20)
    on_stage = Reset("r", "R", "behavioural", 3, stages=frozenset({"recycle"}))
    assert behaviour(person(did(40), did(39), entered=(("recycle", 40),)), visit, resets=(on_stage,)) == 23
    on_act = Reset("r", "R", "behavioural", activities=frozenset({"clicks"}))
    assert behaviour(person(did(40, "clicks"), did(40), did(39)), visit, resets=(on_act,)) == 20


def test_a_reset_after_inactivity_comes_right_after_the_decays_once_in_a_pause() -> None:
    reset = Reset("r", "R", "behavioural", 4, inactive_days=90)
    steps = score(Model((rule("visit", 20),), decay=(HALF,), resets=(reset,)), person(did(300), did(90))).steps
    assert [(step.what, step.days_ago, step.total) for step in steps] == [
        ("rule", 300, 20), ("decay", 210, 10), ("reset", 210, 4), ("rule", 90, 24), ("decay", 0, 12), ("reset", 0, 4),
    ]  # fmt: skip


def test_an_exclusion_takes_both_parts_whatever_their_floors_say_and_leaves_the_stage() -> None:
    out = Exclusion(
        "own", "Our own", (Condition(segments=frozenset({"own"})), Condition(test=Comparison("level", "empty")))
    )
    model = Model(
        (rule("visit", 20),), {"behavioural": Limits(None, 5)}, (out,), thresholds=(Threshold("t", "T", "mql", 1),)
    )
    result = score(model, person(did(1), segments=frozenset({"own"}), stage="raw"))
    assert (result.score, result.parts, result.stage) == (0, {"demographic": 0, "behavioural": 0}, "raw")
    assert "`own`" in account_of(result)
    assert score(model, person(did(1), segments=frozenset({"own"}), values={"level": ("x",)}, stage="raw")).score == 20


def test_the_first_threshold_that_holds_decides() -> None:
    model = Model((rule("visit", 20),), thresholds=(Threshold("a", "A", "mql", 40), Threshold("b", "B", "engaged", 20)))
    assert [score(model, person(did(1, times=n), stage="raw")).stage for n in (0 + 1, 2)] == ["engaged", "mql"]
    assert score(model, person(stage="raw")).stage == "raw"
    assert score(model, person()).stage == ""


def test_a_threshold_asks_for_score_and_parts_together_and_for_a_stage() -> None:
    one = Threshold("a", "A", "mql", 40, demographic=20, lifts_from=frozenset({"inquiry"}))
    head = rule("head", 20, part="demographic", when=(Condition(segments=frozenset({"heads"})),))
    model = Model((rule("visit", 20), head), thresholds=(one,))
    heads = frozenset({"heads"})
    assert score(model, person(did(1, times=2), stage="inquiry")).threshold is None
    assert score(model, person(did(1), segments=heads, stage="inquiry")).threshold == one
    assert score(model, person(did(1), segments=heads, stage="raw")).threshold is None
    assert score(model, person(did(1), segments=heads)).threshold == one, "a stage that is not known passes"


def test_a_rule_leads_there_at_once_whatever_its_cap_cut_off() -> None:
    asks = Threshold("asks", "Asks", "mql", by_rules=frozenset({"form"}))
    form = rule("form", 100, "clicks", cap=Cap(10), frequency=ONCE)
    model = Model((form,), {"behavioural": Limits(0)}, thresholds=(asks,))
    assert score(model, person(did(3, "clicks"))).threshold == asks
    assert score(model, person(did(3))).threshold is None


def test_a_reset_of_its_part_makes_a_rule_unmet_until_it_hits_again() -> None:
    asks = Threshold("asks", "Asks", "mql", by_rules=frozenset({"form"}))
    reset = Reset("r", "R", "behavioural", stages=frozenset({"recycle"}))
    model = Model((rule("form", 10, "clicks", frequency=WEEK),), resets=(reset,), thresholds=(asks,))
    gone = (("recycle", 3),)
    assert score(model, person(did(5, "clicks"), entered=gone)).threshold is None
    assert score(model, person(did(5, "clicks"), did(1, "clicks"), entered=gone)).threshold is None, (
        "the frequency remembers"
    )
    assert score(model, person(did(9, "clicks"), did(1, "clicks"), entered=gone)).threshold == asks
    other = Model(
        model.rules, resets=(Reset("r", "R", "demographic", stages=frozenset({"recycle"})),), thresholds=(asks,)
    )
    assert score(other, person(did(5, "clicks"), entered=gone)).threshold == asks


def test_a_rule_of_what_somebody_is_leads_there_if_it_gives_its_points() -> None:
    vip = rule("vip", 1, part="demographic", when=(Condition(segments=frozenset({"vip"})),))
    model = Model((vip,), thresholds=(Threshold("t", "T", "mql", by_rules=frozenset({"vip"})),))
    assert score(model, Person(segments=frozenset({"vip"}))).stage == "mql"
    assert score(model, Person()).stage == ""


def test_the_reason_of_every_point_can_be_said() -> None:
    """Which rule, how often, when, how many points, and what held the rest back."""
    model = Model(
        (rule("visit", 15, cap=Cap(20, 30), frequency=Frequency(2, 1, "2 per day")),), {"behavioural": Limits(18)}
    )
    assert account_of(score(model, person(did(4, times=5)))) == (
        "It comes from demographic 0 and behavioural 18 (`visit` +15 4 days ago, `visit` +3 4 days ago "
        "[the part stops at 18], `visit` 0 in 3 hits 4 days ago [counts 2 per day])."
    )
