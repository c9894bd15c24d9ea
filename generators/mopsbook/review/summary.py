"""Sum up what a change touches and how many changes there are, for every format alike."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mopsbook.kinds.kind import Kind
from mopsbook.review.change import Review, Touch
from mopsbook.review.wording import lower
from mopsbook.words import count

# Of each kind so many are named; the rest is counted.
_NAMED = 3
_NEAR = 2
_SHORT = 30
HEADINGS: Mapping[str, str] = {"breaking": "Breaking", "needs-action": "Needs action", "informative": "For information"}


def say_counts(review: Review) -> str:
    """Return how many changes there are of each class: "2 breaking changes, 1 that needs action and 3 for information"."""
    counts = review.counts
    said = [
        f"{count(counts['breaking'], 'breaking change')}" if counts["breaking"] else "",
        f"{counts['needs-action']:,} that {'needs' if counts['needs-action'] == 1 else 'need'} action" if counts["needs-action"] else "",
        f"{counts['informative']:,} for information" if counts["informative"] else "",
    ]  # fmt: skip
    return join([part for part in said if part])


def say_since(review: Review) -> str:
    """Return which states are compared."""
    return f"{review.head} compared with {review.base}"


def say_touched(touched: Sequence[Touch], kinds: Mapping[str, Kind], named: int = _NAMED) -> str:
    """Return what is touched by kind, with counts: "6 metrics (MQLs, SQLs and 4 more), 2 dashboards over 3 hops"; "" if nothing is.

    Those are named that depend on it directly, or over one other; of a kind that is further away, how many there are and how far.
    """
    groups: dict[str, list[Touch]] = defaultdict(list)
    for touch in touched:
        groups[touch.key[0]].append(touch)
    said = []
    for kind, found in groups.items():
        label = lower(kinds[kind].label), lower(kinds[kind].plural)
        nearest = min(touch.distance for touch in found)
        hops = f" over {nearest} hops" if nearest > 1 else ""
        names = ", ".join(_name(touch) for touch in found[:named]) if nearest <= _NEAR else ""
        more = f" and {len(found) - named:,} more" if names and len(found) > named else ""
        said.append(f"{count(len(found), *label)}{hops}{f' ({names}{more})' if names else ''}")
    return ", ".join(said)


def _name(touch: Touch) -> str:
    # The long names of steps are for their pages.
    parts = [part for part in touch.parts if len(part) <= _SHORT][:2] if touch.distance == 1 else []
    return f"{touch.title}: {join(parts)}" if parts else touch.title


def join(items: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)
