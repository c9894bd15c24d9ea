"""What happened to one thing, in short sentences that can be read away from its page."""

from mopsbook.history.change import Change
from mopsbook.history.sentences import say_fields
from mopsbook.kinds.impact import CLASSES
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

# Of one thing so much is told; the rest stands on its page.
_MOST = 4


def say_change(change: Change, kind: Kind | None) -> tuple[str, ...]:
    """Return what happened, the worst first, each without the name of what it happened to."""
    if change.what in ("added", "removed"):
        return ("new",) if change.what == "added" else ("gone",)
    if change.only_reviewed:
        return ("read and found true",)
    fields = sorted(change.fields, key=lambda field: CLASSES.index(field.level))
    said = [f"is called {change.id} now, and was {change.old_id}"] if change.what == "renamed" else []
    values = list(say_fields(fields, kind))
    said += values[:_MOST]
    more = len(values) - _MOST
    return (*said, *([f"and {count(more, 'more value')}"] if more > 0 else []))
