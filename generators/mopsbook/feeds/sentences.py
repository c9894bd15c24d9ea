"""What happened to one thing, in short sentences that can be read away from its page."""

from mopsbook.history.change import WITHIN, Change, FieldChange
from mopsbook.kinds.impact import CLASSES
from mopsbook.words import count

# Of one thing so many values are told; the rest stands on its page.
_MOST = 4


def say_change(change: Change) -> tuple[str, ...]:
    """Return what happened, the worst first, each without the name of what it happened to."""
    if change.what in ("added", "removed"):
        return ("new",) if change.what == "added" else ("gone",)
    if change.only_reviewed:
        return ("read and found true",)
    fields = sorted(change.fields, key=lambda field: CLASSES.index(field.level))
    said = [f"is called {change.id} now, and was {change.old_id}"] if change.what == "renamed" else []
    said += [_say_field(field) for field in fields[:_MOST]]
    more = len(fields) - _MOST
    return (*said, *([f"and {count(more, 'more value')}"] if more > 0 else []))


def _say_field(field: FieldChange) -> str:
    label = _lower(field.label).replace(WITHIN, ", ")
    old, new = _quote(field.old), _quote(field.new)
    if field.what == "moved":
        return f"{label}: now {field.new}" if field.new else f"{label}: in another order"
    if field.what == "changed":
        return f"{label}: {old} → {new}" if old and new else f"{label}: {new or 'reworded'}"
    word = "new" if field.what == "added" else "gone"
    told = new if field.what == "added" else old
    if field.label.endswith((field.new or field.old, f"{WITHIN}{told}")) or not told:
        # An item that is known by what it says.
        return f"{label} ({word})"
    return f"{label}: {told} ({word})"


def _quote(text: str) -> str:
    """Return a sentence in quotes; a number or a word needs none."""
    return f"“{text}”" if text.count(" ") > 3 or "," in text else text


def _lower(label: str) -> str:
    word = label.partition(" ")[0]
    return label if word[1:] != word[1:].lower() else label[:1].lower() + label[1:]
