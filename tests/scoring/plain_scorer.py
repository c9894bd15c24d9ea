"""A scorer that walks through every single day and keeps everything in plain lists: slow, and easy to hold against the schema.

It was written from the text of schemas/scoring-model.schema.yaml alone and shares nothing with the engine but the values it
is given. Of conditions it knows what the random models of people.py use: activities and segments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mopsbook.scoring.model import Act, Condition, Model, Person, Rule


class _Plain:
    def __init__(self, model: Model, person: Person) -> None:
        self.model, self.person = model, person
        self.acts = [act for act in sorted(person.acts, key=lambda act: -act.days_ago) for _ in range(act.times)]
        self.account = {"demographic": 0, "behavioural": 0}
        self.seen: dict[str, int] = defaultdict(int)
        self.counted: dict[str, list[int]] = defaultdict(list)
        self.given: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.last_active: int | None = None

    def decay(self, day: int) -> None:
        quiet = -1 if self.last_active is None else self.last_active - day
        for decay in self.model.decay:
            late = quiet - decay.inactive_days
            have = self.account[decay.part]
            if have > 0 and (late == 0 or (late > 0 and decay.every_days and late % decay.every_days == 0)):
                left = have * (100 - decay.percent) // 100 if decay.percent else max(0, have + decay.points)
                self.account[decay.part] = max(left, min(have, self.model.limits_of(decay.part).floor))
        for reset in self.model.resets:
            if reset.inactive_days is not None and quiet == reset.inactive_days:
                self.account[reset.part] = reset.to

    def hit(self, rule: Rule, act: Act) -> None:
        condition = _activity_of(rule)
        rest = [one for one in rule.when if one is not condition]
        if condition is None or not _matches(condition, act) or not self.hold(rest):
            return
        self.seen[rule.id] += 1
        if self.seen[rule.id] % condition.count:
            return
        if rule.frequency:
            end = act.days_ago + (rule.frequency.days or 10**6)
            if sum(1 for other in self.counted[rule.id] if other < end) >= rule.frequency.most:
                return
        self.counted[rule.id].append(act.days_ago)
        points = rule.points
        if rule.cap:
            end = act.days_ago + (rule.cap.days or 10**6)
            room = max(0, rule.cap.points - sum(size for other, size in self.given[rule.id] if other < end))
            points = min(points, room) if points > 0 else max(points, -room)
        self.given[rule.id].append((act.days_ago, abs(points)))
        self.account[rule.part] = self.held(rule.part, self.account[rule.part] + points)

    def reset(self, day: int, today: list[Act]) -> None:
        entered = {stage for stage, days_ago in self.person.entered if days_ago == day}
        for reset in self.model.resets:
            if reset.activities & {act.activity for act in today} or reset.stages & entered:
                self.account[reset.part] = reset.to

    def hold(self, when: Iterable[Condition]) -> bool:
        return all(_holds(one, self.person, self.acts) for one in when)

    def held(self, part: str, points: int) -> int:
        limits = self.model.limits_of(part)
        return max(limits.floor, points if limits.cap is None else min(limits.cap, points))


def plain_score(model: Model, person: Person) -> dict[str, int]:
    """Return both parts of somebody's score. Raises NotImplementedError for a condition that it does not know."""
    plain = _Plain(model, person)
    oldest = max([0, *(act.days_ago for act in plain.acts), *(days_ago for _, days_ago in person.entered)])
    for day in range(oldest, -1, -1):
        today = [act for act in plain.acts if act.days_ago == day]
        plain.decay(day)
        for act in today:
            for rule in model.rules:
                plain.hit(rule, act)
        if any(act.activity not in model.passive for act in today):
            plain.last_active = day
        plain.reset(day, today)
    for rule in model.rules:
        if _activity_of(rule) is None and plain.hold(rule.when):
            most = rule.cap.points if rule.cap else abs(rule.points)
            plain.account[rule.part] += min(rule.points, most) if rule.points > 0 else max(rule.points, -most)
    return {part: plain.held(part, points) for part, points in plain.account.items()}


def _activity_of(rule: Rule) -> Condition | None:
    named = [one for one in rule.when if one.activity and not one.negated]
    return named[0] if named else None


def _matches(condition: Condition, act: Act) -> bool:
    young = condition.within_days is None or act.days_ago <= condition.within_days
    return act.activity == condition.activity and young


def _holds(condition: Condition, person: Person, acts: list[Act]) -> bool:
    if condition.test or condition.stages or condition.where or condition.statuses or condition.channels:
        raise NotImplementedError(condition)
    held = not condition.segments or bool(condition.segments & person.segments)
    if condition.activity:
        held = held and sum(_matches(condition, act) for act in acts) >= condition.count
    return held != condition.negated
