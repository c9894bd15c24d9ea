"""What the integrations of a book carry of one object or of one of its fields: from which system into which.

What flows where is told by the field mappings, and `checks/flows.py` is what reads them; here it is only counted.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.checks.flows import ValueFlow, flows
from mopsbook.checks.known_fields import Known
from mopsbook.diagrams.flows import classes_of_flows, flow_of
from mopsbook.diagrams.picture import link_to
from mopsbook.diagrams.ties import Tie
from mopsbook.words import count


class Carried(Struct, frozen=True):
    """What one integration brings from one system into another: the fields, in the order of the mapping, each once."""

    source: Entity
    target: Entity
    integration: Entity
    fields: tuple[Known, ...]

    @property
    def planned(self) -> bool:
        """Whether nothing flows yet."""
        return self.integration.status in ("planned", "draft")


def carried_of(catalog: Catalog, subject: Entity, field: str = "") -> Sequence[Carried]:
    """Return what is carried of an object, or of one of its fields by its id, in the order of the integrations' titles."""
    found: dict[tuple[str, str, str], dict[str, Known]] = {}
    for flow, known in _flows_by_object(catalog).get(subject.id, ()):
        if not field or known.item["id"] == field:
            key = (flow.document.id, flow.source.system, flow.target.system)
            found.setdefault(key, {}).setdefault(known.name, known)
    carried = []
    for (id, *ends), fields in found.items():
        integration = catalog.get("integration", id)
        source, target = (catalog.get("system", end) for end in ends)
        if integration and source and target and source is not target:
            carried.append(Carried(source, target, integration, tuple(fields.values())))
    return sorted(carried, key=lambda one: (one.integration.title.casefold(), one.integration.id, one.source.id))


# Asked for each object and for each of its fields.
_grouped: WeakKeyDictionary[Catalog, Mapping[str, Sequence[tuple[ValueFlow, Known]]]] = WeakKeyDictionary()


def _flows_by_object(catalog: Catalog) -> Mapping[str, Sequence[tuple[ValueFlow, Known]]]:
    if catalog not in _grouped:
        found: dict[str, list[tuple[ValueFlow, Known]]] = defaultdict(list)
        for flow in flows(catalog.shelf):
            ends = (end.known for end in (flow.source, flow.target) if end.known)
            for known in {known.name: known for known in ends}.values():
                found[known.document.id].append((flow, known))
        _grouped[catalog] = found
    return _grouped[catalog]


def tie_carried(catalog: Catalog, carried: Sequence[Carried], counted: bool = True) -> list[Tie]:
    """Return one tie for each two systems, from the one that sends more. With `counted` its title says how many fields."""
    pairs: dict[tuple[str, str], list[Carried]] = {}
    for one in carried:
        low, high = sorted((one.source.id, one.target.id))
        pairs.setdefault((low, high), []).append(one)
    ties = []
    for pair, both in sorted(pairs.items()):
        # What is only told, and not mapped, carries no field and is a way all the same.
        sent = {id: sum(max(len(one.fields), 1) for one in both if one.source.id == id) for id in pair}
        source, target = sorted(pair, key=lambda id: (-sent[id], id))
        used = list(dict.fromkeys(one.integration for one in both))
        words = "; ".join(_say(one, counted) for one in both)
        looks = [flow for one in used if (flow := flow_of(catalog, one))]
        ties.append(
            Tie(
                source, target, bool(sent[source]), bool(sent[target]), words,
                link_to(used[0]) if len(used) == 1 else "", classes_of_flows(looks, bool(sent[target])),
            )
        )  # fmt: skip
    return ties


def _say(one: Carried, counted: bool) -> str:
    much = f": {count(len(one.fields), 'field')}" if counted else ""
    return f"{one.source.title} → {one.target.title}{much}, by {one.integration.title}"
