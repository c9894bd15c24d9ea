"""Scores in words, for messages: where the points come from, and what held points back."""

from collections.abc import Iterable

from mopsbook.scoring.model import PARTS, Limits, Rule
from mopsbook.scoring.result import Result, Step
from mopsbook.words import count

_MOST_STEPS = 12


def account_of(result: Result) -> str:
    """Return a sentence that says where the score comes from: "It comes from demographic 60 (`head` +25, ...) and ...".

    A long way is told from its end, where people look first.
    """
    if result.excluded:
        return f"Nothing counts: the exclusion `{result.excluded.id}` takes the person out."
    return (
        "It comes from "
        + " and ".join(f"{part} {result.parts[part]}{_sum(result.steps, part)}" for part in PARTS)
        + "."
    )


def _sum(steps: Iterable[Step], part: str) -> str:
    words = [words_of(step) for step in steps if step.part == part]
    if len(words) > _MOST_STEPS:
        words = [f"{len(words) - _MOST_STEPS} steps before", *words[-_MOST_STEPS:]]
    return f" ({', '.join(words)})" if words else ""


def words_of(step: Step) -> str:
    """Return a step in words: "`attends` +20, 9 days ago"."""
    name = f"`{step.id}` " if step.id else ""
    times = f" in {step.times} hits" if step.times > 1 else ""
    when = "" if step.days_ago is None else " today" if step.days_ago == 0 else f" {count(step.days_ago, 'day')} ago"
    held = f" [{step.held_by}]" if step.held_by else ""
    return f"{name}{signed(step.points)}{times}{when}{held}"


def signed(points: int) -> str:
    """Return points with their sign; 0 has none."""
    return f"{points:+d}" if points else "0"


def words_of_cap(rule: Rule) -> str:
    """Return the cap of a rule in words: "at most 45 in 30 days"."""
    if rule.cap is None:
        return ""
    return f"at most {rule.cap.points}" + (f" in {rule.cap.days} days" if rule.cap.days else "")


def words_of_limit(limits: Limits, points: int) -> str:
    """Return what stops a part from having so many points: "the part stops at 60"; "" if nothing does."""
    if limits.held(points) < points:
        return f"the part stops at {limits.held(points)}"
    return f"the part does not go under {limits.floor}" if limits.held(points) > points else ""
