"""Sum up what a change touches and how many changes there are, for every format alike."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mopsbook.diff.change import Diff, Touch
from mopsbook.history.sentences import lower
from mopsbook.kinds.kind import Kind
from mopsbook.words import count, joined

# Of each kind so many are named; the rest is counted.
_NAMED = 3
_SHORT = 30
HEADINGS: Mapping[str, str] = {"breaking": "Breaking", "needs-action": "Needs action", "informative": "For information"}


def say_counts(diff: Diff) -> str:
    """Return how many changes there are of each class: "2 breaking changes, 1 that needs action and 3 for information"."""
    counts = diff.counts
    said = [
        f"{count(counts['breaking'], 'breaking change')}" if counts["breaking"] else "",
        f"{counts['needs-action']:,} that {'needs' if counts['needs-action'] == 1 else 'need'} action" if counts["needs-action"] else "",
        f"{counts['informative']:,} for information" if counts["informative"] else "",
    ]  # fmt: skip
    return joined([part for part in said if part])


def say_since(diff: Diff) -> str:
    """Return which states are compared."""
    return f"{diff.head} compared with {diff.base}"


def say_touched(touched: Sequence[Touch], kinds: Mapping[str, Kind], named: int = _NAMED) -> str:
    """Return what is touched by kind: "2 metrics (MQLs and SQLs), 1 report (Funnel); further away 2 dashboards"; "" if nothing is.

    What depends on it directly is named, the first of each kind; of what is further away there are only numbers.
    """
    near = _by_kind([one for one in touched if one.distance == 1])
    far = _by_kind([one for one in touched if one.distance > 1])
    said = [f"{_count(kind, found, kinds)} ({_names(found, named)})" for kind, found in near.items()]
    numbers = [_count(kind, found, kinds) for kind, found in far.items()]
    away = f"{'further away ' if said else 'over others '}{joined(numbers)}" if numbers else ""
    return "; ".join(filter(None, [joined(said), away]))


def say_affected(touched: Sequence[Touch], kinds: Mapping[str, Kind]) -> str:
    """Return in numbers what is touched, however far away, the kinds nearest to it first: "1 lifecycle, 6 metrics and 3 more"."""
    groups = list(_by_kind(touched).items())
    said = [_count(kind, found, kinds) for kind, found in groups[:_NAMED]]
    rest = sum(len(found) for _, found in groups[_NAMED:])
    return joined([*said, *([f"{rest:,} more"] if rest else [])])


def _by_kind(touched: Sequence[Touch]) -> Mapping[str, list[Touch]]:
    groups: dict[str, list[Touch]] = defaultdict(list)
    for touch in touched:
        groups[touch.key[0]].append(touch)
    return groups


def _count(kind: str, found: Sequence[Touch], kinds: Mapping[str, Kind]) -> str:
    return count(len(found), lower(kinds[kind].label), lower(kinds[kind].plural))


def _names(found: Sequence[Touch], named: int) -> str:
    more = f" and {len(found) - named:,} more" if len(found) > named else ""
    return ", ".join(_name(touch) for touch in found[:named]) + more


def _name(touch: Touch) -> str:
    # The long names of steps are for their pages.
    parts = [part for part in touch.parts if len(part) <= _SHORT][:2] if touch.distance == 1 else []
    return f"{touch.title}: {joined(parts)}" if parts else touch.title
