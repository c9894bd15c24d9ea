"""Short ways to write models and people, and random ones."""

from __future__ import annotations

import random
from typing import Any, TypeVar

from hypothesis import strategies as st

from mopsbook.scoring.model import PARTS, Act, Cap, Condition, Decay, Frequency, Limits, Model, Person, Reset, Rule

T = TypeVar("T")

ACTIVITIES = ("visits", "clicks", "bounces")
DEEP = -(10**9)


def rule(id: str, points: int, activity: str = "visits", part: str = "behavioural", **more: Any) -> Rule:
    when = more.pop("when", None) or (Condition(activity=activity),)
    return Rule(id, id, part, points, when, **more)


def did(days_ago: int, activity: str = "visits", times: int = 1, **more: Any) -> Act:
    return Act(activity, days_ago, times, **more)


def person(*acts: Act, **more: Any) -> Person:
    return Person(acts=acts, **more)


_counts = st.builds(
    lambda activity, count, within: Condition(activity=activity, count=count, within_days=within),
    st.sampled_from(ACTIVITIES),
    st.integers(1, 3),
    st.none() | st.integers(1, 30),
)
_frequencies = st.none() | st.builds(
    Frequency, st.integers(1, 3), st.none() | st.integers(1, 8), st.just("now and then")
)
_caps = st.none() | st.builds(Cap, st.integers(1, 60), st.none() | st.integers(1, 8))
_parts = st.sampled_from(("behavioural", "demographic"))


def rules(points: st.SearchStrategy[int], caps: st.SearchStrategy[Cap | None] = _caps) -> st.SearchStrategy[Rule]:
    """Rules with the points asked for: most count an activity, some hold for everybody."""
    when = _counts.map(lambda one: (one,)) | st.just((Condition(segments=frozenset({"all"})),))
    return st.builds(
        Rule, st.uuids().map(str), st.just("rule"), _parts, points.filter(bool), when, _frequencies, caps
    )  # fmt: skip


decays = st.builds(
    lambda part, after, every, points, percent: Decay("d", "d", part, after, every, points, percent),
    _parts, st.integers(1, 15), st.none() | st.integers(1, 8), st.integers(-30, -1), st.integers(0, 100),
)  # fmt: skip
resets = st.builds(
    lambda part, to, stage, activity, days: Reset("r", "r", part, to, frozenset(stage), frozenset(activity), days),
    _parts, st.integers(-5, 20), st.sets(st.just("recycle"), max_size=1),
    st.sets(st.sampled_from(ACTIVITIES), max_size=1), st.none() | st.integers(1, 20),
)  # fmt: skip
limits = st.builds(
    lambda floor, room: Limits(None if room is None else floor + room, floor),
    st.integers(-20, 10),
    st.none() | st.integers(0, 80),
)
acts = st.builds(Act, st.sampled_from(ACTIVITIES), st.integers(0, 40), st.integers(1, 4))
people = st.builds(
    lambda done, entered: Person(acts=tuple(done), segments=frozenset({"all"}), entered=tuple(entered)),
    st.lists(acts, max_size=10), st.lists(st.tuples(st.just("recycle"), st.integers(0, 40)), max_size=2),
)  # fmt: skip
models = st.builds(
    lambda rules, one, other, decay, resets: Model(
        tuple(rules), {"demographic": one, "behavioural": other}, (), tuple(decay), tuple(resets), (), frozenset({"bounces"})
    ),
    st.lists(rules(st.integers(-40, 40)), max_size=5), limits, limits, st.lists(decays, max_size=2), st.lists(resets, max_size=2),
)  # fmt: skip


def crowded(dice: random.Random) -> tuple[Model, Person]:
    """Return a model and somebody whose days lie close together: what happens at the end of a span is where an engine errs."""

    def maybe(one: T) -> T | None:
        return dice.choice((one, None))

    made = tuple(
        Rule(
            f"r{number}", f"r{number}", dice.choice(PARTS), dice.choice((-20, -7, 5, 15)),
            (Condition(activity=dice.choice(ACTIVITIES), count=dice.choice((1, 1, 2)), within_days=maybe(dice.randint(1, 20))),),
            maybe(Frequency(dice.randint(1, 2), maybe(dice.randint(1, 5)), "now and then")),
            maybe(Cap(dice.randint(5, 40), maybe(dice.randint(1, 5)))),
        )
        for number in range(dice.randint(1, 3))
    )  # fmt: skip
    lost = Decay(
        "d",
        "d",
        dice.choice(PARTS),
        dice.randint(1, 5),
        maybe(dice.randint(1, 4)),
        -dice.randint(1, 9),
        dice.choice((0, 50)),
    )
    reset = Reset(
        "r",
        "r",
        dice.choice(PARTS),
        dice.randint(-9, 9),
        frozenset({"recycle"}),
        inactive_days=maybe(dice.randint(1, 9)),
    )
    held = {part: Limits(maybe(dice.randint(6, 40)), dice.randint(-5, 5)) for part in PARTS}
    decay, resets = ((lost,), ())[dice.random() < 0.5], ((), (reset,))[dice.random() < 0.5]
    model = Model(made, held, (), decay, resets, (), frozenset({"bounces"}))
    done = tuple(
        Act(dice.choice(ACTIVITIES), dice.randint(0, 12), dice.randint(1, 2)) for _ in range(dice.randint(1, 8))
    )
    return model, Person(acts=done, entered=(("recycle", dice.randint(0, 14)),))
