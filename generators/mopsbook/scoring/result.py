"""Result: what a model makes of a person, and step by step how."""

from collections.abc import Mapping

from msgspec import Struct

from mopsbook.scoring.model import Exclusion, Threshold


class Step(Struct, frozen=True):
    """One thing that changed a part, or would have without a limit.

    `what` is rule, decay, reset or limit (a part was cut to its cap or raised to its floor at the end). `days_ago` is
    None for what holds today and has no day of its own. `points` is the change of the part, `total` the part after it,
    `worth` what the rule gives where nothing holds it back. `held_by` says in words what held it back, "" if nothing
    did. `times` counts equal steps in a row; `points` are those of all of them.
    """

    what: str
    id: str
    title: str
    part: str
    days_ago: int | None
    points: int
    total: int
    worth: int = 0
    held_by: str = ""
    times: int = 1

    def is_like(self, other: "Step") -> bool:
        """Return whether another step says the same as each of those that are counted here."""
        mine = (self.what, self.id, self.part, self.days_ago, self.held_by)
        theirs = (other.what, other.id, other.part, other.days_ago, other.held_by)
        return mine == theirs and self.points == other.points * self.times


class Result(Struct, frozen=True):
    """The score, its parts, the stage afterwards ("" if that of the person is not known) and the way there.

    `excluded` is the exclusion that took the person out, `threshold` the one that decided; None if there was none. `met`
    are the ids of the rules that count as met for a threshold.
    """

    score: int
    parts: Mapping[str, int]
    stage: str
    steps: tuple[Step, ...] = ()
    excluded: Exclusion | None = None
    threshold: Threshold | None = None
    met: frozenset[str] = frozenset()
