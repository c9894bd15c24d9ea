"""Reviews: how the review of a document stands, as a chip; what is to be read again, and what was read lately and by whom."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.catalog.to_review import to_review
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


@dataclass(frozen=True, slots=True)
class Again:
    """A document that is to be read again: its name, its state as a chip, how many depend on it, and what changed around it."""

    name: Markup
    state: Markup
    dependents: int
    causes: Sequence[Markup]


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: its name, who did it ("" if that is not said), when, and how its review stands."""

    name: Markup
    by: Markup
    on: Markup
    state: Markup


@dataclass(frozen=True, slots=True)
class Reviews:
    """How the reviews of a book stand: how many do how, what to read first, how much more there is, and what was read last."""

    counts: Sequence[str]
    again: Sequence[Again]
    rest: int
    latest: Sequence[Read]


def reviews_of(catalog: Catalog, hrefs: Hrefs) -> Reviews:
    """Return how the reviews of a book stand."""
    asked = [entity for entity in catalog.entities if say_state(entity.freshness) and entity.status != "retired"]
    numbers = Counter(entity.freshness.state for entity in asked)
    recorded = sum(entity.freshness.recorded for entity in asked)
    counts = [count(numbers["fresh"], "review holds", "reviews hold")]
    counts += [f"{numbers[state]:,} {words.lower()}" for state, (_, words) in _CHIPS.items() if numbers[state]]
    counts += [f"{recorded:,} on record"] * bool(recorded)
    due = to_review(catalog).entities
    again = [
        Again(
            hrefs.chip(entity),
            state_chip(entity.freshness),
            catalog.tier_of(entity).direct,
            show_causes(entity.freshness, catalog, hrefs),
        )
        for entity in due[:_MOST]
    ]
    return Reviews(counts, again, len(due) - len(again), _latest(asked, catalog, hrefs))


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
            state_chip(entity.freshness),
        )
        for day, entity in read[:_MOST]
    ]


def _reader(entity: Entity, catalog: Catalog, hrefs: Hrefs) -> Markup:
    field, said = entity.kind.by_name.get("reviewed_by"), entity.data.get("reviewed_by")
    return Values(entity, catalog, hrefs).show(said, field) if field and said else Markup("")
