"""Model and Person: a scoring model and somebody it is run on, as plain values.

The words of the schema (schemas/scoring-model.schema.yaml) are the specification; here they only have types. Fields,
activities, statuses, channels, stages and segments are names that are equal if the same thing is meant: `lead#email`.
"""

from collections.abc import Mapping

from msgspec import Struct, field

PARTS = ("demographic", "behavioural")
Value = str | int | float | bool


class Comparison(Struct, frozen=True):
    """A comparison: of `values` one is enough. `op` is one of the schema's, `empty` needs no values."""

    name: str
    op: str
    values: tuple[Value, ...] = ()


class Condition(Struct, frozen=True):
    """Everything in it must hold, or, with `negated`, not everything. What is left out asks for nothing."""

    test: Comparison | None = None
    activity: str = ""
    where: tuple[Comparison, ...] = ()
    statuses: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    success: bool = False
    count: int = 1
    within_days: int | None = None
    stages: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    negated: bool = False


class Frequency(Struct, frozen=True):
    """At most `most` hits count in `days` days; in all days if that is None. `words` is how it was written."""

    most: int
    days: int | None
    words: str


class Cap(Struct, frozen=True):
    """The most that a rule may give or take, without a sign, in `days` days; in all days if that is None."""

    points: int
    days: int | None = None

    def held(self, points: int) -> int:
        """Return the points, given or taken, cut to the most."""
        return max(min(points, self.points), -self.points)


class Rule(Struct, frozen=True):
    """What earns or costs points. `index` is its place in the list of all rules, retired ones counted."""

    id: str
    title: str
    part: str
    points: int
    when: tuple[Condition, ...]
    frequency: Frequency | None = None
    cap: Cap | None = None
    index: int = 0

    @property
    def counted(self) -> Condition | None:
        """The condition whose hits are counted: the one that names an activity without `not`. None if there is none."""
        return next((one for one in self.when if one.activity and not one.negated), None)

    @property
    def once(self) -> int:
        """What it gives or takes when it is met for the first time: its points, as far as its own cap lets them through."""
        return self.cap.held(self.points) if self.cap else self.points


class Exclusion(Struct, frozen=True):
    """People who are not scored."""

    id: str
    title: str
    when: tuple[Condition, ...]


class Decay(Struct, frozen=True):
    """What inactivity costs each time: `points` (below 0) or `percent` of the account."""

    id: str
    title: str
    part: str
    inactive_days: int
    every_days: int | None = None
    points: int = 0
    percent: int = 0


class Reset(Struct, frozen=True):
    """What sets an account back, `to` which number."""

    id: str
    title: str
    part: str
    to: int = 0
    stages: frozenset[str] = frozenset()
    activities: frozenset[str] = frozenset()
    inactive_days: int | None = None


class Threshold(Struct, frozen=True):
    """Which score leads to which stage. A number that is None is not asked for; no `lifts_from` means from any stage."""

    id: str
    title: str
    stage: str
    score: int | None = None
    demographic: int | None = None
    behavioural: int | None = None
    by_rules: frozenset[str] = frozenset()
    lifts_from: frozenset[str] = frozenset()
    index: int = 0

    @property
    def asks(self) -> Mapping[str, int]:
        """The numbers that it asks for, by what they are the number of."""
        numbers = {"score": self.score, "demographic": self.demographic, "behavioural": self.behavioural}
        return {name: number for name, number in numbers.items() if number is not None}

    def is_reached_by(self, parts: Mapping[str, int]) -> bool:
        """Return whether parts are as high as it asks; one that asks for no number is not reached by any."""
        numbers = {"score": sum(parts.values()), **parts}
        return bool(self.asks) and all(numbers[name] >= number for name, number in self.asks.items())


class Limits(Struct, frozen=True):
    """The most and the fewest points of a part. No cap if that is None."""

    cap: int | None = None
    floor: int = 0

    def held(self, points: int) -> int:
        """Return the points cut to the cap and raised to the floor."""
        return max(points if self.cap is None else min(points, self.cap), self.floor)


class Model(Struct, frozen=True):
    """A whole model, without its retired rules. `passive` are the activities that end no inactivity."""

    rules: tuple[Rule, ...] = ()
    limits: Mapping[str, Limits] = field(default_factory=dict)
    exclusions: tuple[Exclusion, ...] = ()
    decay: tuple[Decay, ...] = ()
    resets: tuple[Reset, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    passive: frozenset[str] = frozenset()

    def limits_of(self, part: str) -> Limits:
        """Return the cap and the floor of a part."""
        return self.limits.get(part, Limits())


class Act(Struct, frozen=True):
    """Something that somebody did, `times` times on one day. `status`, `channel` and `success` are of the program, if any."""

    activity: str
    days_ago: int
    times: int = 1
    attributes: Mapping[str, Value] = field(default_factory=dict)
    status: str = ""
    channel: str = ""
    success: bool = False


class Person(Struct, frozen=True):
    """What is known of somebody. `entered` are stages with the days ago on which they were entered."""

    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    stage: str = ""
    segments: frozenset[str] = frozenset()
    acts: tuple[Act, ...] = ()
    entered: tuple[tuple[str, int], ...] = ()
