"""Reviews: how the review of a document stands, as a chip; what is to be read again, and what was read lately and by whom."""

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.catalog.to_review import LABELS, to_review
from mopsbook.checks.cause import by_neighbour, say_deed, say_sentence
from mopsbook.checks.freshness import Freshness
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.values import Values, show_date
from mopsbook.words import count

# By state: the class of the chip, and its words.
_CHIPS = {
    "suspect": ("due", "Suspect"),
    "changed": ("due", "Changed since its review"),
    "overdue": ("overdue", "Review overdue"),
    "never": ("due", "Never reviewed"),
    "due": ("due", "Review due"),
}
# What lists say beside a name: that nothing is wrong, and that something will be due, they leave to the page.
_LOUD = ("suspect", "changed", "overdue")
_MOST = 8


def say_state(fresh: Freshness) -> str:
    """Return how a review stands in a word or two; "" of what needs none."""
    return _CHIPS[fresh.state][1] if fresh.state in _CHIPS else "Reviewed" if fresh.reviewed else ""


def state_chip(fresh: Freshness) -> Markup:
    """Return how a review stands as a chip; nothing of what needs none."""
    words = say_state(fresh)
    style = _CHIPS[fresh.state][0] if fresh.state in _CHIPS else "reviewed"
    return Markup('<span class="mb-chip mb-chip--{}">{}</span>').format(style, words) if words else Markup("")


def loud_chip(fresh: Freshness) -> Markup:
    """Return the chip for a list, in which only what has to be read again is marked."""
    return state_chip(fresh) if fresh.state in _LOUD else Markup("")


def loud_state(fresh: Freshness) -> str:
    """Return the words of that chip, to filter by."""
    return say_state(fresh) if fresh.state in _LOUD else ""


def why_doubtful(fresh: Freshness, anchor: str) -> Markup:
    """Return the first thing that has changed around a document, as a link to where all of them stand on its page."""
    if not fresh.causes:
        return Markup("")
    groups = by_neighbour(fresh.causes)
    more = f", and {count(len(groups) - 1, 'other thing')} changed" if len(groups) > 1 else ""
    return Markup(' <a class="mb-why" href="#{}">{}{}</a>').format(anchor, say_sentence(groups[0]), more)


def show_causes(fresh: Freshness, catalog: Catalog, hrefs: Hrefs) -> list[Markup]:
    """Return what each neighbour of a document has changed since its review, with a link: "Marketo Engage changed its owner"."""
    return [
        Markup("{} {}").format(
            hrefs.chip(catalog.at((one.kind, one.id)), one.part, one.part_title), say_deed((one, *others))
        )
        for one, *others in by_neighbour(fresh.causes)
    ]


class Again(Struct, frozen=True):
    """A document that is to be read again: its name, its state as a chip, who answers for it ("" for nobody), how many depend on
    it, and what changed around it.
    """

    name: Markup
    state: Markup
    owner: Markup
    dependents: int
    causes: Sequence[Markup]


class Read(Struct, frozen=True):
    """A document that was read: its name, who did it ("" if that is not said), when, whether that is on record, and a chip if
    the review does not hold any more.
    """

    name: Markup
    by: Markup
    on: Markup
    recorded: bool
    state: Markup


class Reviews(Struct, frozen=True):
    """How the reviews of a book stand: how many hold, how many do not ("2 suspect"), how many are on record; what to read first,
    how much more there is, and what was read last.
    """

    held: int
    doubtful: Sequence[str]
    recorded: int
    again: Sequence[Again]
    rest: int
    latest: Sequence[Read]


def reviews_of(catalog: Catalog, hrefs: Hrefs) -> Reviews:
    """Return how the reviews of a book stand."""
    asked = [entity for entity in catalog.entities if say_state(entity.freshness) and entity.status != "retired"]
    numbers = Counter(entity.freshness.state for entity in asked)
    doubtful = [f"{numbers[state]:,} {words}" for state, words in LABELS.items() if numbers[state]]
    recorded = sum(entity.freshness.recorded for entity in asked)
    due = to_review(catalog).entities
    again = [
        Again(
            hrefs.chip(entity),
            state_chip(entity.freshness),
            hrefs.chip(owner) if (owner := catalog.owner_of(entity)) else Markup(""),
            catalog.tier_of(entity).direct,
            show_causes(entity.freshness, catalog, hrefs),
        )
        for entity in due[:_MOST]
    ]
    return Reviews(numbers["fresh"], doubtful, recorded, again, len(due) - len(again), _latest(asked, catalog, hrefs))


def _latest(asked: Sequence[Entity], catalog: Catalog, hrefs: Hrefs) -> list[Read]:
    read = [(entity.freshness.reviewed, entity) for entity in asked if entity.freshness.reviewed]
    # Of one day, what was put on record comes first, then by name.
    read.sort(key=lambda one: (not one[1].freshness.recorded, one[1].title.casefold(), one[1].key))
    read.sort(key=lambda one: one[0], reverse=True)
    return [
        Read(
            hrefs.chip(entity),
            _reader(entity, catalog, hrefs),
            show_date(day.isoformat()),
            entity.freshness.recorded,
            loud_chip(entity.freshness),
        )
        for day, entity in read[:_MOST]
    ]


def _reader(entity: Entity, catalog: Catalog, hrefs: Hrefs) -> Markup:
    field, said = entity.kind.by_name.get("reviewed_by"), entity.data.get("reviewed_by")
    return Values(entity, catalog, hrefs).show(said, field) if field and said else Markup("")
