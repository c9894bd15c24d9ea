"""Lineage: where the value of a field comes from, which systems it passes, and what uses it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Key, Link
from mopsbook.diagrams.carried import Carried, carried_of
from mopsbook.diagrams.flows import flow_of

# What a reference to a field means if it says that the field is written, and not that it is read: by kind and field.
_WRITING = frozenset({
    ("scoring-model", "field"), ("scoring-model", "demographic.field"), ("scoring-model", "behavioural.field"),
    ("lifecycle", "stages.timestamp_field"), ("lifecycle", "stages.counter_field"), ("policy", "capture_points.writes"),
})  # fmt: skip


class Capture(Struct, frozen=True):
    """A writer that the field itself names: what sort (`by` as it is written, `label` for readers), where, through what, and when."""

    by: str
    label: str
    system: Entity | None
    through: Entity | None
    when: str


class Use(Struct, frozen=True):
    """A document that refers to the field: in which words, in which of its parts, and in which system, as far as it says so."""

    entity: Entity
    words: str
    parts: tuple[tuple[str, str], ...]
    system: Entity | None


class Lineage(Struct, frozen=True):
    """All of it for one field, at least one way. `systems` are those that keep it or that it passes, `names` its API names in them.

    `told` are hops that `written_by` speaks of and no field mapping shows.
    """

    id: str
    title: str
    systems: tuple[Entity, ...]
    names: Mapping[Entity, str]
    record: Entity | None
    captures: tuple[Capture, ...]
    carried: tuple[Carried, ...]
    told: tuple[Carried, ...]
    writers: tuple[Use, ...]
    uses: tuple[Use, ...]

    @property
    def hops(self) -> tuple[Carried, ...]:
        """Every way from system to system."""
        return (*self.carried, *self.told)


_found: WeakKeyDictionary[Catalog, dict[Key, Mapping[str, Lineage]]] = WeakKeyDictionary()


def lineages_of(catalog: Catalog, subject: Entity) -> Mapping[str, Lineage]:
    """Return the lineage of each field of an object that something feeds or uses, by its id, in their order."""
    known = _found.setdefault(catalog, {})
    if subject.key not in known:
        referring: dict[str, list[Link]] = defaultdict(list)
        for link in catalog.links_to(subject):
            # What integrations map is told by the flows; examples of a scoring model use nothing.
            if link.to_part and link.source[0] != "integration" and not link.field.startswith("examples."):
                referring[link.to_part].append(link)
        fields = {field["id"]: field for field in reversed(subject.data.get("fields", ())) if field.get("id")}
        found = ((id, _lineage(catalog, subject, fields[id], referring[id])) for id in list(fields)[::-1])
        known[subject.key] = {id: lineage for id, lineage in found if lineage}
    return known[subject.key]


def _lineage(catalog: Catalog, subject: Entity, field: Mapping[str, Any], links: Sequence[Link]) -> Lineage | None:
    carried = tuple(carried_of(catalog, subject, field["id"]))
    captures = tuple(_captures(catalog, subject, field))
    told = tuple(_told(catalog, captures, carried))
    names: dict[Entity, str] = {}
    for entry in field.get("names", ()):
        system = catalog.lookup(subject, "fields.names.system", str(entry.get("system", "")))
        if system and entry.get("api_name"):
            names.setdefault(system, str(entry["api_name"]))
    own = catalog.lookup(subject, "fields.system_of_record", str(field.get("system_of_record", "")))
    record = own or next(iter(catalog.named(subject, "system_of_record")), None)
    ends = [end for one in (*carried, *told) for end in (one.source, one.target)]
    wrote = [capture.system for capture in captures if capture.system]
    systems = set(names) | set(ends) | set(wrote) | ({record} if record and (own or names) else set())
    ordered = tuple(sorted(systems, key=lambda one: (one.title.casefold(), one.id)))
    writers = tuple(_uses(catalog, [link for link in links if (link.source[0], link.field) in _WRITING], ordered))
    uses = tuple(_uses(catalog, [link for link in links if (link.source[0], link.field) not in _WRITING], ordered))
    if not ordered or not (carried or told or writers or uses):
        return None
    title = str(field.get("title") or field["id"])
    return Lineage(field["id"], title, ordered, names, record if record in systems else None, captures, carried, told, writers, uses)  # fmt: skip


def _captures(catalog: Catalog, subject: Entity, field: Mapping[str, Any]) -> Iterator[Capture]:
    said = subject.kind.field("fields.written_by.by")
    for entry in field.get("written_by", ()):
        if entry.get("by"):
            yield Capture(
                entry["by"],
                said.value_label(entry["by"]) if said else entry["by"],
                catalog.lookup(subject, "fields.written_by.system", str(entry.get("system", ""))),
                catalog.lookup(subject, "fields.written_by.through", str(entry.get("through", ""))),
                str(entry.get("when", "")),
            )


def _told(catalog: Catalog, captures: Sequence[Capture], carried: Sequence[Carried]) -> Iterator[Carried]:
    """Yield the ways by which writers say that they write, where no mapping of the integration shows it."""
    shown = {(one.integration, end) for one in carried for end in (one.source, one.target)}
    for capture in captures:
        flow = (
            flow_of(catalog, capture.through)
            if capture.through and capture.through.kind.name == "integration"
            else None
        )
        if flow is None or capture.system is None or (flow.entity, capture.system) in shown:
            continue
        shown.add((flow.entity, capture.system))
        # Whoever writes stands at one end: the value goes to the other. Both ends may be one system.
        if capture.system in flow.ends and flow.source is not flow.target:
            other = flow.target if flow.source is capture.system else flow.source
            yield Carried(capture.system, other, flow.entity, ())


def _uses(catalog: Catalog, links: Sequence[Link], systems: Sequence[Entity]) -> Iterator[Use]:
    """Yield the documents behind links, each once, in the order of kinds and titles."""
    grouped: dict[Key, list[Link]] = defaultdict(list)
    for link in links:
        grouped[link.source].append(link)
    found = [catalog.at(key) for key in grouped]
    for entity in sorted(found, key=lambda one: (one.kind.section, one.kind.order, one.title.casefold(), one.id)):
        mine = grouped[entity.key]
        parts = {link.part_id or link.part: link.part for link in mine if link.part}
        words = ", ".join(dict.fromkeys(link.words for link in mine))
        near = {link.target for link in catalog.links_from(entity) if link.target[0] == "system"}
        named = [one for one in systems if one.key in near]
        # Of several nobody says in which of them it is looked at.
        yield Use(entity, words, tuple(parts.items()), named[0] if len(named) == 1 else None)
