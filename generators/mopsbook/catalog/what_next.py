"""What to write next: the documents that lack something, those first whose gaps matter most.

The order is one that can be followed by hand, and no sum of points that nobody could tell apart:

1. what is under its target comes before what has reached it;
2. what lacks something required before what lacks only what is recommended;
3. by tier, the most important first;
4. by how many documents depend on it, the most first;
5. by how many fields are left to write, the fewest first: what is nearly done is soon done;
6. by title, kind and id, so that the order is the same everywhere.

Within a document, what would raise its score most comes first. What nobody knows yet (`unknown`) is not among it, as somebody
is finding out, and neither are retired documents.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key
from mopsbook.checks.completeness import Gap, Part
from mopsbook.checks.tiers import Tier


class Task(Struct, frozen=True):
    """A document with what is left to write in it; `parts` are never empty, the one that gains most is first.

    `target` is the score that is asked of it, 0 if nothing is.
    """

    entity: Entity
    tier: Tier
    target: int
    parts: tuple[Part, ...]

    @property
    def is_short(self) -> bool:
        """Whether it is under its target."""
        return self.entity.completeness.score < self.target

    @property
    def label(self) -> str:
        """What to write first, as readers see it: "Contract · Renewal"."""
        return self.entity.kind.trail(self.parts[0].field)

    @property
    def advice(self) -> str:
        """What to do about it, in a sentence."""
        return advise(self.parts[0])

    @property
    def _order(self) -> tuple[object, ...]:
        required = any(part.field.expect == "required" for part in self.parts)
        name = (self.entity.title.casefold(), *self.entity.key)
        return (not self.is_short, not required, self.tier.level, -self.tier.direct, len(self.parts), name)


def what_next(catalog: Catalog, entities: Iterable[Entity] | None = None) -> Sequence[Task]:
    """Return what is left to write in some entities (default: in all), what matters most first."""
    tasks: dict[Key, Task] = {}
    for entity in catalog.entities if entities is None else entities:
        task = task_of(catalog, entity)
        if task is not None:
            # Of two documents with one id the first counts.
            tasks.setdefault(entity.key, task)
    return sorted(tasks.values(), key=lambda task: task._order)


def task_of(catalog: Catalog, entity: Entity) -> Task | None:
    """Return what is left to write in one entity; None if there is nothing."""
    if entity.status == "retired" or not entity.completeness.gaps:
        return None
    parts = tuple(part for part in entity.completeness.parts if part.state != "unknown")
    return Task(entity, catalog.tier_of(entity), catalog.target_of(entity), parts) if parts else None


def line_of(catalog: Catalog, task: Task) -> int:
    """Return the line to edit: that of the value or of the group it belongs in, else the one with the id."""
    return line_of_part(catalog, task.entity, task.parts[0])


def line_of_part(catalog: Catalog, entity: Entity, part: Part) -> int:
    """Return the line where the first gap of a part stands, or should."""
    document = catalog.shelf.get(*entity.key)
    gap = _first(entity, part)
    if document is None or gap is None:
        return entity.line
    places = document.source.places
    if gap.state != "missing" or gap.pointer in document.blanks:
        return places.value(document.in_file(gap.pointer)).line
    around = gap.pointer[:-1] or ("id",)
    return places.value(document.in_file(around)).line


def advise(part: Part) -> str:
    """Return what to do about a part, in a sentence: what the schema says of the field, or what is wrong with what stands there."""
    wrong = _ADVICE.get(part.state, "")
    help = _SENTENCE.split(part.field.about, maxsplit=1)[0] if part.state in _HELPED else ""
    places = f"In {part.places} places." if part.places > 1 else ""
    return " ".join(filter(None, (wrong, help, places))) or "Fill it in."


_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")
_HELPED = ("missing", "thin")
_ADVICE = {
    "thin": "It says no more than its name.",
    "astray": "What it names is not there.",
    "retired": "What it names is retired.",
    "overdue": "Read it with care, mend it, and write the day.",
}


def _first(entity: Entity, part: Part) -> Gap | None:
    same = (gap for gap in entity.completeness.gaps if gap.field is part.field and gap.state == part.state)
    return next(same, None)
