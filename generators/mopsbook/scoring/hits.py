"""The hits of one rule on a walk: which activity is one, which of them count, and what they give."""

from collections import deque

from mopsbook.scoring.conditions import matches, others_hold
from mopsbook.scoring.model import Act, Condition, Person, Rule


class Hits:
    """The memory of one rule. It outlives resets, which set back accounts and nothing else."""

    def __init__(self, rule: Rule, counted: Condition) -> None:
        self.rule = rule
        self._condition = counted
        self._seen = 0
        # The days of hits, oldest first as the walk goes, and what they gave. What is too old for a limit stays so and goes.
        self._counted: deque[int] = deque()
        self._given: deque[tuple[int, int]] = deque()
        self._sum = 0

    def is_hit(self, act: Act) -> bool:
        """Return whether an activity is a hit, or, with `count: 3`, the third one of those that match."""
        if not matches(self._condition, act):
            return False
        self._seen += 1
        return self._seen % self._condition.count == 0

    def is_let_through(self, day: int) -> bool:
        """Return whether a hit on that day (so many days ago) counts; if so, remember it."""
        frequency = self.rule.frequency
        if frequency:
            # The same day and the days before it: a day is 1 day, a week 7.
            while frequency.days is not None and self._counted and self._counted[0] - day >= frequency.days:
                self._counted.popleft()
            if len(self._counted) >= frequency.most:
                return False
            self._counted.append(day)
        return True

    def give(self, day: int) -> int:
        """Return the points of a hit that counts, as far as the cap of the rule lets them through, and remember them."""
        points = self.rule.points
        cap = self.rule.cap
        if cap:
            while cap.days is not None and self._given and self._given[0][0] - day >= cap.days:
                self._sum -= self._given.popleft()[1]
            room = max(cap.points - self._sum, 0)
            points = max(min(points, room), -room)
            self._given.append((day, abs(points)))
            self._sum += abs(points)
        return points


def hits_of(rule: Rule, person: Person) -> Hits | None:
    """Return the memory of a rule; None if it has no activity, or if what else it asks for does not hold today."""
    counted = rule.counted
    if counted is None or not others_hold(rule.when, counted, person):
        return None
    return Hits(rule, counted)
