"""Impact: what a change of a field, or of a whole document, means for those who work with it (`x-impact`)."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

# The worst first.
CLASSES = ("breaking", "needs-action", "informative")
LABELS: Mapping[str, str] = {"breaking": "Breaking", "needs-action": "Needs action", "informative": "For information"}

# A new value where none was, or another order, seldom breaks anything.
_USUALLY = ("changed", "removed")


class Impact(Struct, frozen=True):
    """What one sort of change means: its class, why, which changes are meant, and to which values (all if none are named).

    `spreads` says whether those who depend on the document feel it. A new owner is news for few, whatever hangs on the thing.
    """

    level: str
    why: str
    when: tuple[str, ...]
    to: tuple[Any, ...] = ()
    spreads: bool = True


def read_impacts(said: Any) -> tuple[Impact, ...]:
    """Return what an annotation says: one impact, or several of which the first that fits is meant."""
    listed: Iterable[Mapping[str, Any]] = [said] if isinstance(said, Mapping) else said or ()
    return tuple(
        Impact(
            one["class"],
            one["why"],
            _tuple(one.get("when", _USUALLY)),
            _tuple(one.get("to", ())),
            one.get("spreads", True),
        )
        for one in listed
    )


def _tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)
