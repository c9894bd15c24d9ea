"""A system is down: what stops, what is no longer true, and whom to call."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, title_of
from mopsbook.diagrams.flows import SystemFlow, flows_of
from mopsbook.pages.questions.question import Answer, Case, Question
from mopsbook.pages.questions.reading import Touched, by_title, is_used, items, names, number, touched
from mopsbook.words import count, joined

# Who mends it first, then who answers for it.
_CALLED = ("technical_owner", "owner", "team")


class Call(Struct, frozen=True):
    """Somebody to call: what they are to the system, who stands in for them, and the team that answers for them."""

    what: str
    who: Entity
    backup: Entity | None
    team: Entity | None
    vacant: bool


class Move(Struct, frozen=True):
    """Records that a system moves: in which lifecycle, from which stage to which."""

    lifecycle: Entity
    stage: str
    words: str


class Outage(Struct, frozen=True):
    """A system, whom to call, and what depends on it."""

    system: Entity
    calls: Sequence[Call]
    runbooks: Sequence[Entity]
    processes: Sequence[Touched]
    flows: Sequence[SystemFlow]
    fields: Sequence[Touched]
    moves: Sequence[Move]
    metrics: Sequence[Entity]
    dashboards: Sequence[tuple[Entity, str]]
    promises: Sequence[tuple[Entity, Sequence[str]]]
    segments: Sequence[Touched]

    @property
    def teams(self) -> Sequence[Entity]:
        """The teams of those to call, each once."""
        return list(dict.fromkeys(call.team for call in self.calls if call.team))

    @property
    def depend(self) -> str:
        """How much hangs on it: "14 processes, 16 integrations and 1 metric hang on it"; "" if nothing of these does."""
        numbers = ((len(self.processes), "process", "processes"), (len(self.flows), "integration", ""), (len(self.metrics), "metric", ""))  # fmt: skip
        parts = [count(found, one, many) for found, one, many in numbers if found]
        verb = "hangs" if sum(found for found, *_ in numbers) == 1 else "hang"
        return f"{joined(parts)} {verb} on it" if parts else ""

    @property
    def is_alone(self) -> bool:
        """Whether nothing in the book says that anything depends on it."""
        dependent = (self.processes, self.flows, self.fields, self.moves, self.metrics, self.dashboards)
        return not any((*dependent, self.promises, self.segments))


class Outages(Struct, frozen=True):
    """The systems by tier, tier 1 first and those without one last. What the outage of one means is worked out when it is asked."""

    tiers: Sequence[tuple[int, Sequence[Entity]]]
    catalog: Catalog

    def of(self, system: Entity) -> Outage:
        """Return what is to be known of the outage of a system."""
        return _outage(system, self.catalog)


def asks(entity: Entity) -> bool:
    """Return whether an entity is a case: every system that is in use or will be."""
    return entity.kind.name == "system" and is_used(entity)


def answer(catalog: Catalog) -> Answer | None:
    """Return the outages of all systems."""
    tiers: dict[int, list[Entity]] = {}
    for system in catalog.of_kind("system"):
        if asks(system):
            tiers.setdefault(_tier(system), []).append(system)
    if not tiers:
        return None
    ordered = sorted(tiers.items(), key=lambda item: (not item[0], item[0]))
    first = f", {len(tiers[1])} of them critical to the business (tier 1)" if 1 in tiers else ""
    systems = [system for _, found in ordered for system in found]
    said = count(len(systems), "system") + first
    return Answer(Outages(ordered, catalog), said, cases=tuple(_case(system) for system in systems))


def beyond(system: Entity, catalog: Catalog) -> Iterator[Entity]:
    """Yield the teams to call, and the dashboards that show numbers read from a system."""
    for name in _CALLED:
        for who in catalog.named(system, name):
            yield from catalog.named(who, "team")
    for link in catalog.links_to(system, "metric"):
        for shown in catalog.links_to(catalog.at(link.source), "dashboard"):
            yield catalog.at(shown.source)


def _tier(system: Entity) -> int:
    return int(number(system.data.get("tier")) or 0)


def _case(system: Entity) -> Case:
    said = f"Outage: what stops, and whom do I call? {' · '.join((*system.aliases, system.id))}"
    return Case(system, f"{system.title} is down", said)


def _outage(system: Entity, catalog: Catalog) -> Outage:
    metrics = [one.entity for one in touched(_links(system, catalog, "metric", "systems"), catalog)]
    runbooks = [one for one in catalog.named(system, "runbook") if is_used(one)]
    return Outage(
        system,
        _calls(system, catalog),
        runbooks,
        touched(_links(system, catalog, "process", "systems", "steps.systems"), catalog),
        flows_of(catalog, system),
        touched(_links(system, catalog, "object", "system_of_record", "fields.system_of_record"), catalog),
        list(_moves(system, catalog)),
        metrics,
        list(_dashboards(system, metrics, catalog)),
        [(one.entity, _does(one.entity, system, catalog)) for one in _promises(system, catalog)],
        touched(_links(system, catalog, "segment", "system"), catalog),
    )


def _links(system: Entity, catalog: Catalog, kind: str, *fields: str) -> list[Any]:
    return [link for link in catalog.links_to(system, kind) if link.field in fields]


def _calls(system: Entity, catalog: Catalog) -> list[Call]:
    """Return who mends it first, then who answers for it; each once."""
    found: dict[Entity, Call] = {}
    for name in _CALLED:
        named = system.kind.by_name.get(name)
        for who in catalog.named(system, name):
            if is_used(who) and who not in found:
                backups = catalog.named(who, "backup")
                teams = [who] if who.kind.name == "team" else catalog.named(who, "team")
                vacant = who.data.get("holders") == 0
                label = named.label if named else name
                found[who] = Call(label, who, next(iter(backups), None), next(iter(teams), None), vacant)
    return list(found.values())


def _moves(system: Entity, catalog: Catalog) -> Iterator[Move]:
    for one in touched(_links(system, catalog, "lifecycle", "stages.transitions.system"), catalog):
        stages = items(one.entity.data, "stages")
        titles = {str(stage.get("id")): title_of(stage, str(stage.get("id"))) for stage in stages}
        for stage in stages:
            for way in items(stage, "transitions"):
                name, to = way.get("system"), str(way.get("to", "")).rpartition("#")[2]
                if isinstance(name, str) and catalog.lookup(one.entity, "stages.transitions.system", name) is system:
                    at = str(stage.get("id", ""))
                    yield Move(one.entity, at, f"{titles.get(at, at)} → {titles.get(to, to)}")


def _dashboards(system: Entity, metrics: Sequence[Entity], catalog: Catalog) -> Iterator[tuple[Entity, str]]:
    """Yield the dashboards that live in it, and those that show numbers read from it."""
    shut = {one.entity for one in touched(_links(system, catalog, "dashboard", "tool"), catalog)}
    stale: dict[Entity, int] = {}
    for metric in metrics:
        for link in catalog.links_to(metric, "dashboard"):
            board = catalog.at(link.source)
            if link.field == "metrics" and is_used(board) and board not in shut:
                stale[board] = stale.get(board, 0) + 1
    for board in by_title({*shut, *stale}):
        yield board, "cannot be opened" if board in shut else f"{count(stale[board], 'number')} on it from here"


def _promises(system: Entity, catalog: Catalog) -> list[Touched]:
    return touched(_links(system, catalog, "policy", "systems.system"), catalog)


def _does(policy: Entity, system: Entity, catalog: Catalog) -> list[str]:
    """Return what the system does to keep a policy."""
    return [
        f"{str(item['does']).rstrip('.')} ({item['within']})." if item.get("within") else str(item["does"])
        for item in items(policy.data, "systems")
        if item.get("does")
        and any(catalog.lookup(policy, "systems.system", name) is system for name in names(item.get("system")))
    ]


QUESTION = Question(
    name="system-down",
    title="A system is down",
    words="A system is down: what stops, and whom do I call?",
    gives="For each system: whom to call, and the processes, integrations, fields, stages and numbers that depend on it.",
    kind="system",
    asked="Outage, incident, not working, broken, unavailable, runbook, status page, on call, backup.",
    answer=answer,
    beyond=beyond,
)
