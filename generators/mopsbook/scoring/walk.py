"""The walk through somebody's days, oldest first: what they gather, what decays, what is set back (step 2)."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from mopsbook.scoring.hits import Hits, hits_of
from mopsbook.scoring.model import PARTS, Act, Decay, Model, Person, Reset, Rule
from mopsbook.scoring.result import Step
from mopsbook.scoring.words import words_of_cap, words_of_limit


class Walk:
    """One walk. `accounts` are what each part has gathered, `met` the rules that were met and not forgotten, `steps` how."""

    def __init__(self, model: Model, person: Person) -> None:
        self.accounts = dict.fromkeys(PARTS, 0)
        self.met: set[str] = set()
        self.steps: list[Step] = []
        self._model = model
        self._hits = [hits for rule in model.rules if (hits := hits_of(rule, person))]
        self._active = sorted({act.days_ago for act in person.acts if act.activity not in model.passive}, reverse=True)
        self._walk(person)

    def _walk(self, person: Person) -> None:
        acts: dict[int, list[Act]] = defaultdict(list)
        for act in person.acts:
            acts[act.days_ago].append(act)
        entered: dict[int, set[str]] = defaultdict(set)
        for stage, days_ago in person.entered:
            entered[days_ago].add(stage)
        due = self._due()
        for day in sorted({*acts, *entered, *due}, reverse=True):
            for cost in due.get(day, ()):
                if isinstance(cost, Decay):
                    self._decay(cost, day)
                else:
                    self._reset(cost, day)
            for act in acts.get(day, ()):
                for _ in range(act.times):
                    for hits in self._hits:
                        if hits.is_hit(act):
                            self._score(hits, day)
            done = {act.activity for act in acts.get(day, ())}
            for reset in self._model.resets:
                if reset.activities & done or reset.stages & entered.get(day, set()):
                    self._reset(reset, day)

    def _due(self) -> dict[int, list[Decay | Reset]]:
        """Return the decays and resets for inactivity that fall due on each day, decays first, each in the order written."""
        due: dict[int, list[Decay | Reset]] = defaultdict(list)
        for decay in self._model.decay:
            for day in self._pauses(decay.inactive_days, decay.every_days):
                due[day].append(decay)
        for reset in self._model.resets:
            if reset.inactive_days is not None:
                for day in self._pauses(reset.inactive_days, None):
                    due[day].append(reset)
        return due

    def _pauses(self, after: int, every: int | None) -> Iterator[int]:
        """Yield the days on which somebody has been inactive for so long. A pause lasts to the next activity, or to today."""
        for last, end in zip(self._active, [*self._active[1:], 0], strict=True) if self._active else ():
            day = last - after
            # An activity on the very day comes too late: what inactivity costs is the first thing of a day.
            while day >= end:
                yield day
                if every is None:
                    break
                day -= every

    def _score(self, hits: Hits, day: int) -> None:
        rule, before = hits.rule, self.accounts[hits.rule.part]
        if not hits.is_let_through(day):
            self._note(_step_of(rule, day, 0, before, f"counts {rule.frequency.words}" if rule.frequency else ""))
            return
        self.met.add(rule.id)
        given = hits.give(day)
        limits = self._model.limits_of(rule.part)
        after = self.accounts[rule.part] = limits.held(before + given)
        held_by = words_of_cap(rule) if given != rule.points else ""
        self._note(_step_of(rule, day, after - before, after, words_of_limit(limits, before + given) or held_by))

    def _decay(self, decay: Decay, day: int) -> None:
        before = self.accounts[decay.part]
        if before <= 0:
            return
        left = before * (100 - decay.percent) // 100 if decay.percent else max(before + decay.points, 0)
        # The floor may stop a decay. It makes no gain of one, as it would where a reset went under the floor.
        after = self.accounts[decay.part] = max(left, min(before, self._model.limits_of(decay.part).floor))
        self._note(Step("decay", decay.id, decay.title, decay.part, day, after - before, after))

    def _reset(self, reset: Reset, day: int) -> None:
        before = self.accounts[reset.part]
        self.accounts[reset.part] = reset.to
        self.met -= {rule.id for rule in self._model.rules if rule.part == reset.part}
        self._note(Step("reset", reset.id, reset.title, reset.part, day, reset.to - before, reset.to))

    def _note(self, step: Step) -> None:
        """Add a step, or count it with the last one if it is the same once more."""
        last = self.steps[-1] if self.steps else None
        if last and last.is_like(step):
            self.steps[-1] = replace(last, points=last.points + step.points, total=step.total, times=last.times + 1)
        else:
            self.steps.append(step)


def _step_of(rule: Rule, day: int, points: int, total: int, held_by: str) -> Step:
    return Step("rule", rule.id, rule.title, rule.part, day, points, total, rule.points, held_by)
