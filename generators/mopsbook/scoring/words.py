"""Results in words, for messages: where the points come from, and what held points back."""

from collections.abc import Iterable

from mopsbook.scoring.model import PARTS
from mopsbook.scoring.result import Result, Step
from mopsbook.words import count


def account_of(result: Result) -> str:
    """Return a sentence that says where the score comes from: "demographic 60 = `head` +25 + ...; behavioural 40 = ..."."""
    if result.excluded:
        return f"excluded by `{result.excluded.id}`"
    return "; ".join(f"{part} {result.parts[part]}{_sum(result.steps, part)}" for part in PARTS)


def _sum(steps: Iterable[Step], part: str) -> str:
    words = [words_of(step) for step in steps if step.part == part]
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
