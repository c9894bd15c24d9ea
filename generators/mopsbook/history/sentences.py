"""Say in a few words what a change did, for lists in which each change has one line."""

from mopsbook.history.change import Change

_MOST = 3


def summarise(change: Change) -> str:
    """Return what was done, without the name of what it was done to: "new", "description, tier and 2 more"."""
    if change.what in ("added", "removed"):
        return "new" if change.what == "added" else "removed"
    if change.only_reviewed:
        return "reviewed"
    labels = list(dict.fromkeys(_lower(field.label) for field in change.fields))
    if len(labels) > _MOST + 1:
        labels = [*labels[:_MOST], f"{len(labels) - _MOST} more"]
    *most, last = labels or [""]
    said = f"{', '.join(most)} and {last}" if most else last
    if change.what == "renamed":
        return f"was {change.old_id}" + (f"; {said}" if said else "")
    return said


def _lower(label: str) -> str:
    first, rest = label[:1], label[1:]
    word = label.partition(" ")[0]
    return label if word[1:] != word[1:].lower() else first.lower() + rest
