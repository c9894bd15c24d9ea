"""Two levels of one field get the same points.

What: Two rules of one part compare nothing but one and the same field by `is`, with different values, and give equally many
points.

Why: If it makes no difference, two rules are one too many to look after; more often somebody meant a difference and
forgot it when the numbers were changed.

Mend: Make one rule of them with both values in a list, or give the levels different points.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.dead_rules import find_dead
from mopsbook.checks.finding import Complaint
from mopsbook.checks.models import sound_models
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "info"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each rule that does what an earlier one does for another value."""
    gone = {(dead.document.key, dead.at) for dead in find_dead(shelf)}
    for sound in sound_models(shelf):
        firsts: dict[tuple[str, str, int], list[tuple[str, frozenset[object]]]] = {}
        for rule in sound.model.rules:
            if (sound.document.key, ("rules", rule.index)) in gone:
                continue
            one = rule.when[0]
            if len(rule.when) > 1 or one.test is None or one.test.op != "is" or one.negated or rule.cap:
                continue
            if one.activity or one.stages or one.segments:
                continue
            values = frozenset(one.test.values)
            before = firsts.setdefault((rule.part, one.test.name, rule.points), [])
            # A rule for some of the values of another comes on top of it: the levels differ.
            first = next((id for id, others in before if not values & others), "")
            before.append((rule.id, values))
            if first:
                message = f"`{first}` gives the same for another value of `{one.test.name}`"
                hint = "Make one rule of them with both values in a list, or give the levels different points."
                yield Complaint(sound.document, ("rules", rule.index, "points"), message, hint)
