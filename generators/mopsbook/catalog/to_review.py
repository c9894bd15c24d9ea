"""What to read again: the documents whose review does not hold, or soon will not, the most depended upon first, and why."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.checks.cause import by_neighbour, say_sentence
from mopsbook.words import count

# The states in which a document is to be read, the worst first, as readers see them.
LABELS: Mapping[str, str] = {
    "suspect": "suspect",
    "changed": "changed",
    "overdue": "overdue",
    "never": "never reviewed",
    "due": "due soon",
}


class ToReview(Struct, frozen=True):
    """`entities` are those that are to be read, in the order in which to read them; `noun` is of what."""

    entities: Sequence[Entity]
    noun: str

    @property
    def summary(self) -> str:
        """How many there are, in a sentence."""
        if not self.entities:
            return f"Nothing has to be read again in {self.noun}."
        number = len(self.entities)
        return f"{count(number, 'document')} in {self.noun} {'is' if number == 1 else 'are'} to be read again."


def to_review(catalog: Catalog, team: Entity | None = None) -> ToReview:
    """Return what is to be read again; only what a team owns, if one is given."""
    # Of two documents with one id the first counts.
    among = list({one.key: one for one in reversed(catalog.entities) if one.freshness.state in LABELS}.values())
    if team is not None:
        among = [one for one in among if catalog.team_of(one) is team]
    order = list(LABELS)

    def matters(entity: Entity) -> tuple[object, ...]:
        tier = catalog.tier_of(entity)
        return (-tier.direct, -tier.reach, order.index(entity.freshness.state), entity.key)

    return ToReview(sorted(among, key=matters), f"what {team.title} owns" if team else "the book")


def say_why(entity: Entity) -> Iterator[str]:
    """Yield the reasons for which something is to be read again; nothing if there is none."""
    fresh = entity.freshness
    if fresh.state == "never":
        yield "nobody has said when it was last read"
    if fresh.state in ("overdue", "due"):
        yield f"the review {'was' if fresh.state == 'overdue' else 'is'} due on {fresh.due}"
    yield from (say_sentence(group) for group in by_neighbour(fresh.causes))
    if fresh.changed:
        yield f"it was changed since its review on {fresh.reviewed}"
