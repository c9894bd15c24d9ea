"""Say in a few words what a change did, for lists in which each change has one line."""

from itertools import takewhile

from mopsbook.history.change import WITHIN, Change

_MOST = 3


def summarise(change: Change) -> str:
    """Return what was done, without the name of what it was done to: "new", "description, tier and 2 more"."""
    if change.what in ("added", "removed"):
        return "new" if change.what == "added" else "removed"
    if change.only_reviewed:
        return "reviewed"
    labels = _gather([field.label for field in change.fields])
    if len(labels) > _MOST + 1:
        labels = [*labels[:_MOST], f"{len(labels) - _MOST} more"]
    *most, last = labels or [""]
    said = f"{', '.join(most)} and {last}" if most else last
    if change.what == "renamed":
        return f"was {change.old_id}" + (f"; {said}" if said else "")
    return said


def _gather(labels: list[str]) -> list[str]:
    """Return the labels without repetition; those within one group as what they have in common."""
    groups: dict[str, list[str]] = {}
    for label in labels:
        parts = label.split(WITHIN)
        shared = groups.setdefault(parts[0], parts)
        groups[parts[0]] = [
            part for part, _ in takewhile(lambda pair: pair[0] == pair[1], zip(shared, parts, strict=False))
        ]
    return [_lower(WITHIN.join(parts)) for parts in groups.values()]


def _lower(label: str) -> str:
    first, rest = label[:1], label[1:]
    word = label.partition(" ")[0]
    return label if word[1:] != word[1:].lower() else first.lower() + rest
