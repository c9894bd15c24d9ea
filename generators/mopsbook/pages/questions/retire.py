"""What can be retired: systems with reasons to ask whether they are still needed, counted, and what each costs."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.checks.thresholds import threshold
from mopsbook.diagrams.axis import say_number
from mopsbook.diagrams.flows import flows_of
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.plots.bars import Bar, Measure, draw_bars
from mopsbook.pages.questions.question import Answer, Question
from mopsbook.pages.questions.reading import group, is_used, names, number
from mopsbook.words import count

# Only what is in use costs something and does something.
_IN_USE = ("active", "deprecated")


class Reason(Struct, frozen=True):
    """Why one could do without: in words, and the systems that do the same."""

    words: str
    others: Sequence[Entity] = ()


class Candidate(Struct, frozen=True):
    """A system with reasons to ask about it. `unused` is what is paid a year for seats that nobody uses, if that is known."""

    system: Entity
    reasons: Sequence[Reason]
    cost: float | None
    currency: str
    unused: float | None
    owner: Entity | None

    @property
    def said_cost(self) -> str:
        """The cost of a year with its currency; "" if nobody said."""
        return "" if self.cost is None else say_number(self.cost, self.currency)

    @property
    def said_unused(self) -> str:
        """What is paid for seats that nobody uses; "" if nothing or not known."""
        return say_number(round(self.unused), self.currency) if self.unused else ""


class Overlap(Struct, frozen=True):
    """Something that several systems are used for, with the cost of each in words."""

    label: str
    systems: Sequence[tuple[Entity, str]]


class Retirable(Struct, frozen=True):
    """The systems to ask about, those with most reasons first, and what several of them are used for."""

    candidates: Sequence[Candidate]
    overlaps: Sequence[Overlap]
    pictures: Sequence[Picture]


def answer(catalog: Catalog) -> Answer | None:
    """Return the systems in use that there are reasons to ask about; None if there are none."""
    systems = [system for system in catalog.of_kind("system") if system.status in _IN_USE]
    shared = _shared(systems)
    done = _by_system(shared)
    asked = [
        Candidate(one, tuple(_reasons(one, shared, done, catalog)), *_money(one), catalog.owner_of(one))
        for one in systems
    ]
    found = [one for one in asked if one.reasons]
    if not found:
        return None
    found.sort(key=lambda one: (-len(one.reasons), -(one.cost or 0), one.system.title.casefold(), one.system.id))
    costs = {one.system: one.said_cost for one in asked}
    overlaps = [Overlap(label, [(system, costs[system]) for system in users]) for label, users in shared.items()]
    most = [one for one in found if len(one.reasons) > 1]
    return Answer(
        Retirable(found, overlaps, _draw(found)),
        f"{count(len(found), 'system')} to ask about" + (f", {len(most)} for more than one reason" if most else ""),
    )


def _shared(systems: Sequence[Entity]) -> Mapping[str, list[Entity]]:
    """Return what more than one system is used for, by its label, with those systems."""
    users: dict[str, list[Entity]] = {}
    for system in systems:
        field = system.kind.by_name.get("capabilities")
        for name in dict.fromkeys(names(system.data.get("capabilities"))):
            users.setdefault(field.value_label(name) if field else name, []).append(system)
    return {label: users[label] for label in sorted(users, key=str.casefold) if len(users[label]) > 1}


def _by_system(shared: Mapping[str, list[Entity]]) -> Mapping[Entity, list[str]]:
    """Return of each system what others are used for as well."""
    found: dict[Entity, list[str]] = {}
    for label, users in shared.items():
        for system in dict.fromkeys(users):
            found.setdefault(system, []).append(label)
    return found


def _reasons(
    system: Entity, shared: Mapping[str, list[Entity]], done: Mapping[Entity, list[str]], catalog: Catalog
) -> Iterator[Reason]:  # fmt: skip
    if system.status == "deprecated":
        until = group(system.data, "sunset").get("date")
        yield Reason("On its way out" + (f" until {until}" if isinstance(until, str) else ""))
    same = done.get(system, ())
    # Nearly every tool does something that another one does, too. Only of one that does nothing else one can do without.
    if same and len(same) == len(set(names(system.data.get("capabilities")))):
        others = dict.fromkeys(other for label in same for other in shared[label] if other is not system)
        yield Reason(f"All it is used for is done elsewhere as well: {', '.join(same)}", list(others))
    seats = _seats(system)
    if seats and 100 * seats[0] > threshold(catalog.shelf, "unused_seats") * seats[1]:
        yield Reason(f"{seats[0]} of {count(seats[1], 'seat')} are unused ({100 * seats[0] // seats[1]} %)")
    # In a book that describes no process or integration yet, that none names a system says nothing.
    used = [link for link in catalog.links_to(system, "process") if link.field in ("systems", "steps.systems")]
    if not any(is_used(catalog.at(link.source)) for link in used) and any(
        is_used(one) for one in catalog.of_kind("process")
    ):
        yield Reason("No process uses it")
    if not flows_of(catalog, system) and any(is_used(one) for one in catalog.of_kind("integration")):
        yield Reason("No integration reads from it, writes to it or runs on it")


def _seats(system: Entity) -> tuple[int, int] | None:
    contract = group(system.data, "contract")
    seats, used = number(contract.get("seats")), number(contract.get("seats_used"))
    return (int(seats - used), int(seats)) if seats and used is not None and used < seats else None


def _money(system: Entity) -> tuple[float | None, str, float | None]:
    contract, seats = group(system.data, "contract"), _seats(system)
    cost = number(contract.get("cost"))
    unused = cost * seats[0] / seats[1] if cost is not None and seats else None
    return cost, str(contract.get("currency") or ""), unused


def _draw(found: Sequence[Candidate]) -> list[Picture]:
    """Return what they cost, a picture for each currency in which two or more are paid."""
    pictures = []
    for currency in sorted({one.currency for one in found}):
        paid = sorted((one for one in found if one.currency == currency and one.cost), key=lambda one: -(one.cost or 0))
        bars = [Bar(one.system.title, (one.cost,), link_to(one.system)) for one in paid]
        title = f"What they cost a year, in {currency}" if currency else "What they cost a year"
        picture = draw_bars(f"_costs-{currency}".lower(), title, bars, Measure("System", "Cost a year", currency))
        if picture and len(bars) > 1:
            pictures.append(picture)
    return pictures


QUESTION = Question(
    name="retire",
    title="What can we retire?",
    words="What can we retire?",
    gives="Systems that do what others do, seats nobody uses, systems no process uses or nothing is joined with, and what they cost.",
    kind="system",
    asked="Overlap, duplicate tools, consolidate, save, budget, unused, licences, sunset, redundant.",
    answer=answer,
)
