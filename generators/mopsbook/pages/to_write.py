"""What would raise the score of an entity, and how much hangs on it, in the words of its page."""

from collections.abc import Sequence

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.catalog.what_next import advise, task_of
from mopsbook.checks.tiers import MOST_COUNTED, Tier
from mopsbook.words import count

_HALF = 0.5


class ToWrite(Struct, frozen=True):
    """A field that is open: its label, what it adds to the score ("2 points"), what to do about it (Markdown)."""

    label: str
    gain: str
    advice: str


def to_write(catalog: Catalog, entity: Entity) -> Sequence[ToWrite]:
    """Return what would raise the score of an entity, the most first; nothing for one that is retired."""
    task = task_of(catalog, entity)
    parts = task.parts if task else ()
    return [ToWrite(entity.kind.trail(part.field), _gain(part.points), advise(part)) for part in parts]


def say_tier(tier: Tier) -> str:
    """Return how much hangs on a document, and how that is known, in a sentence."""
    if tier.written:
        return f"It is of tier {tier.level}."
    depend = "nothing depends" if not tier.direct else count(tier.direct, "document depends", "documents depend")
    reach = f"{MOST_COUNTED} or more" if tier.reach >= MOST_COUNTED else str(tier.reach)
    further = f" ({reach} over three references)" if tier.reach > tier.direct else ""
    beside = f", and it is connected with something of tier {tier.serves}" if tier.serves else ""
    return f"It is of tier {tier.level}: {depend} on it{further}{beside}."


def _gain(points: float) -> str:
    return count(round(points), "point") if points >= _HALF else "less than a point"
