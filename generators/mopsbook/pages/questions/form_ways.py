"""The ways by which a form reaches us: the integrations that bring it, the fields they write, and where these go on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.checks.flows import flows, flows_through
from mopsbook.diagrams.flows import SystemFlow, flow_of
from mopsbook.pages.questions.reading import by_title, is_used, items, names

# What a form is called, in any of the words that a team has for it.
_FORM = re.compile(r"\bforms?\b", re.IGNORECASE)

# A field of an object, by the key of the object and its own id.
FieldKey = tuple[tuple[str, str], str]


class Written(Struct, frozen=True):
    """A field that forms write, and the ways by which they do."""

    object: Entity
    field: Mapping[str, Any]
    ways: Sequence[Entity]

    @property
    def key(self) -> FieldKey:
        """What it is known by."""
        return (self.object.key, str(self.field.get("id")))


class Onward(Struct, frozen=True):
    """An integration that brings what was written to another system, with the titles of those fields."""

    flow: SystemFlow
    fields: Sequence[str]


class Way(Struct, frozen=True):
    """An integration by which a form arrives, and where people fill it in, by the policies that know of it."""

    flow: SystemFlow
    points: Sequence[tuple[Entity, str]]


def speaks_of_form(*texts: object) -> bool:
    """Return whether one of the texts speaks of a form; an id counts as its words."""
    return any(_FORM.search(str(text).replace("-", " ").replace("_", " ")) for text in texts if text)


def brings_forms(entity: Entity, catalog: Catalog) -> bool:
    """Return whether an integration in use brings forms: it is one that embeds them, or a field says that a form writes through it."""
    if entity.kind.name != "integration" or not is_used(entity):
        return False
    # Where it leads is asked of the few alone that have to do with forms.
    brings = entity.data.get("method") == "form-embed" or any(_fields_through(entity, catalog))
    return brings and flow_of(catalog, entity) is not None


def find_ways(catalog: Catalog) -> list[Way]:
    """Return the ways by which forms arrive: those first that write most, then by title."""
    ways = []
    for integration in catalog.of_kind("integration"):
        flow = flow_of(catalog, integration) if brings_forms(integration, catalog) else None
        if flow is not None:
            ways.append(Way(flow, list(_points(flow, catalog))))
    return sorted(ways, key=lambda way: -len(_fields_of(way.flow, catalog)))


def find_written(ways: Sequence[Way], catalog: Catalog) -> list[Written]:
    """Return the fields that forms write, in the order of their objects."""
    found: dict[FieldKey, list[Entity]] = {}
    for way in ways:
        for key in _fields_of(way.flow, catalog):
            found.setdefault(key, []).append(way.flow.entity)
    written = []
    for object_ in catalog.of_kind("object"):
        for field in items(object_.data, "fields") if is_used(object_) else []:
            by = found.get((object_.key, str(field.get("id"))))
            if by and field.get("status") != "retired":
                written.append(Written(object_, field, by))
    return written


def find_onward(ways: Sequence[Way], written: Sequence[Written], catalog: Catalog) -> list[Onward]:
    """Return the integrations that carry fields of forms from where they arrived to other systems."""
    arrived = {way.flow.target.id for way in ways}
    titles = {one.key: str(one.field.get("title") or one.field.get("id")) for one in written}
    carried: dict[Entity, dict[str, None]] = {}
    for flow in flows(catalog.shelf):
        if flow.source.system in arrived and flow.document.data.get("status", "active") in ("active", "deprecated"):
            key = _key(flow.source.known) or _key(flow.target.known)
            integration = catalog.get(*flow.document.key)
            if key in titles and integration is not None and flow.target.system != flow.source.system:
                carried.setdefault(integration, {})[titles[key]] = None
    own = {way.flow.entity for way in ways}
    found = [
        (flow_of(catalog, one), fields) for one in by_title(carried) if one not in own for fields in [carried[one]]
    ]
    return [Onward(flow, list(fields)) for flow, fields in found if flow is not None]


def _fields_of(flow: SystemFlow, catalog: Catalog) -> list[FieldKey]:
    """Return the fields that forms write by a way, each once."""
    return list(dict.fromkeys((*_fields_through(flow.entity, catalog), *_mapped_fields(flow, catalog))))


def _key(known: Any) -> FieldKey | None:
    return (known.document.key, str(known.item["id"])) if known else None


def _fields_through(integration: Entity, catalog: Catalog) -> Iterator[FieldKey]:
    """Yield the fields of which their objects say that a form writes them through an integration."""
    path = "fields.written_by.through"
    for key in dict.fromkeys(link.source for link in catalog.links_to(integration, "object") if link.field == path):
        object_ = catalog.at(key)
        for field in items(object_.data, "fields"):
            for writer in items(field, "written_by"):
                through = (catalog.lookup(object_, path, name) for name in names(writer.get("through")))
                if writer.get("by") == "form" and integration in through and field.get("id"):
                    yield (key, str(field["id"]))


def _mapped_fields(way: SystemFlow, catalog: Catalog) -> Iterator[FieldKey]:
    if way.entity.data.get("method") == "form-embed":
        for flow in flows_through(catalog.shelf, way.entity.key):
            key = _key(flow.target.known)
            if flow.target.system == way.target.id and key:
                yield key


def _points(flow: SystemFlow, catalog: Catalog) -> Iterator[tuple[Entity, str]]:
    """Yield where people fill it in, as policies say: in the system it comes from, or forms of the one it comes to."""
    for policy in catalog.of_kind("policy"):
        for point in items(policy.data, "capture_points") if is_used(policy) else []:
            title = str(point.get("title") or "")
            systems = [catalog.lookup(policy, "capture_points.system", name) for name in names(point.get("system"))]
            if flow.source in systems or (flow.target in systems and speaks_of_form(title) and _embeds(flow)):
                yield policy, title


def _embeds(flow: SystemFlow) -> bool:
    return flow.entity.data.get("method") == "form-embed"
