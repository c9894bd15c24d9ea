"""SystemFlow: an integration with the systems at its ends, and how it is said in words and in classes."""

from collections.abc import Sequence

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.kinds.kind import Kind

FREQUENCIES = ("realtime", "near-realtime", "hourly", "daily", "weekly", "monthly", "on-demand")

LEGEND = (
    ("mb-key mb-key--line freq-realtime", "In real time or every few minutes"),
    ("mb-key mb-key--line freq-daily", "Hourly or daily"),
    ("mb-key mb-key--line freq-weekly", "Weekly, monthly or on demand"),
)


class SystemFlow(Struct, frozen=True):
    """Data from one system to another; `both` if some flows back."""

    entity: Entity
    source: Entity
    target: Entity
    via: Entity | None
    both: bool

    @property
    def frequency(self) -> str:
        """How often, as it is written; "" if nobody said."""
        return str(self.entity.data.get("frequency", ""))

    @property
    def ends(self) -> tuple[Entity, Entity]:
        """Both systems."""
        return (self.source, self.target)


def flow_of(catalog: Catalog, integration: Entity) -> SystemFlow | None:
    """Return an integration as a flow; None if one of its ends is not known."""
    ends = {
        field: catalog.lookup(integration, field, str(integration.data.get(field, "")))
        for field in ("source", "target", "via")
    }
    source, target = ends["source"], ends["target"]
    if source is None or target is None:
        return None
    return SystemFlow(integration, source, target, ends["via"], integration.data.get("direction") == "two-way")


def find_flows(catalog: Catalog) -> Sequence[SystemFlow]:
    """Return every flow in use between systems in use, in the order of titles."""
    flows = (flow_of(catalog, integration) for integration in catalog.of_kind("integration"))
    return [
        flow
        for flow in flows
        if flow and flow.entity.status != "retired" and all(end.status != "retired" for end in flow.ends)
    ]


def flows_of(catalog: Catalog, system: Entity) -> Sequence[SystemFlow]:
    """Return the flows from, to and through a system, in the order of titles. Those out of use only if it is itself."""
    keys = dict.fromkeys(
        link.source for link in catalog.links_to(system, "integration") if link.field in ("source", "target", "via")
    )
    entities = sorted((catalog.at(key) for key in keys), key=lambda entity: (entity.title.casefold(), entity.id))
    flows = (flow_of(catalog, entity) for entity in entities)
    return [flow for flow in flows if flow and (flow.entity.status != "retired" or system.status == "retired")]


def how_often(flow: SystemFlow) -> str:
    """Return the frequency for readers: "Hourly"."""
    return _label(flow.entity.kind, "frequency", flow.frequency)


def by_which_way(flow: SystemFlow) -> str:
    """Return the method for readers: "Native connector"."""
    return _label(flow.entity.kind, "method", str(flow.entity.data.get("method", "")))


def category_of(system: Entity) -> str:
    """Return the category of a system as it is written; "other" if nobody said."""
    return str(system.data.get("category", "other"))


def category_label(system: Entity) -> str:
    """Return the category of a system for readers."""
    return _label(system.kind, "category", category_of(system))


def classes_of(system: Entity) -> tuple[str, ...]:
    """Return the classes of a system's box."""
    return ("kind-system", f"cat-{category_of(system)}", f"status-{system.status}")


def classes_of_flows(flows: Sequence[SystemFlow], both: bool) -> tuple[str, ...]:
    """Return the classes of a wire that stands for flows: it looks like the most frequent of them."""
    said = [flow.frequency for flow in flows if flow.frequency in FREQUENCIES]
    often = min(said, key=FREQUENCIES.index) if said else "unknown"
    statuses = {flow.entity.status for flow in flows}
    status = statuses.pop() if len(statuses) == 1 else "active"
    return (f"freq-{often}", "dir-two-way" if both else "dir-one-way", f"status-{status}")


def say(flow: SystemFlow) -> str:
    """Return a flow in a line: "Marketo ↔ Salesforce: Every few minutes, through Workato"."""
    arrow = "↔" if flow.both else "→"
    facts = [how_often(flow)] if flow.frequency else []
    facts += [f"through {flow.via.title}"] if flow.via else []
    return f"{flow.source.title} {arrow} {flow.target.title}" + (f": {', '.join(facts)}" if facts else "")


def _label(kind: Kind, field: str, value: str) -> str:
    found = kind.by_name.get(field)
    return found.value_label(value) if found and value else value
