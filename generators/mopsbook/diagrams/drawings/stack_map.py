"""The stack: every system that is integrated with another, in clusters by category, and how data flows between them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from mopsbook.catalog.addresses import index_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.arcs import WIDTH, arrange_column
from mopsbook.diagrams.boxes import Room, make_box
from mopsbook.diagrams.clustered import Cluster, arrange
from mopsbook.diagrams.flow_table import COLUMNS, row
from mopsbook.diagrams.flows import (
    LEGEND,
    SystemFlow,
    category_label,
    category_of,
    classes_of,
    find_flows,
)
from mopsbook.diagrams.measure import fit, measure, wrap
from mopsbook.diagrams.picture import ROOT, Picture, link_to
from mopsbook.diagrams.scene import SIZE, SMALL, Box, height_of
from mopsbook.diagrams.svg import write_svg
from mopsbook.diagrams.ties import Tie, tie_flows
from mopsbook.words import count

EACH = "book"

# A map of more systems than this is no longer read but searched: then the categories come first.
MOST = 40
_MOST_WAYS = 60
# The least room for a line that names a category.
_NOTE = 76.0
_WIDTHS = (84.0, 104.0, 122.0)
_CATEGORY = Room(_WIDTHS, across=10.0, above=7.0)


def shows(catalog: Catalog) -> object:
    """Return all that the maps show: of the two kinds what they are called, of systems their boxes, of integrations their ways and ends."""
    kinds = [catalog.kinds[name].schema for name in ("system", "integration") if name in catalog.kinds]
    systems = [(one.id, one.title, one.status, category_of(one)) for one in catalog.of_kind("system")]
    flows = []
    for flow in find_flows(catalog):
        # Nearly always systems, which stand above; but a team's own schema may let other things be joined.
        ends = [
            end and (end.id, end.title, end.status, category_of(end), category_label(end), link_to(end))
            for end in (*flow.ends, flow.via)
        ]
        data = flow.entity.data
        flows.append(
            (
                flow.entity.id,
                flow.entity.title,
                flow.entity.status,
                ends,
                flow.both,
                data.get("frequency"),
                data.get("method"),
            )
        )
    return kinds, systems, flows


def draw(catalog: Catalog, _: object) -> Picture | None:
    """Return the map of the stack, of categories where there are too many systems; None if nothing is integrated."""
    flows = find_flows(catalog)
    shown = _systems(catalog, flows)
    if not flows:
        return None
    drawn = {each.id for each in shown}
    chips = tuple(
        (system.title, link_to(system), " ".join(classes_of(system)))
        for system in catalog.of_kind("system")
        if system.status != "retired" and system.id not in drawn
    )
    if len(shown) > MOST:
        return _overview(catalog, flows, shown, chips)
    alt = (
        f"A map of {count(len(shown), 'system')} in {count(len({category_of(each) for each in shown}), 'category', 'categories')} "
        f"and the {count(len(flows), 'integration')} between them. The table below says the same in words."
    )
    return _map(catalog, "stack-map", "Stack map", alt, shown, flows, chips)


def draw_parts(catalog: Catalog) -> Mapping[str, Picture]:
    """Return a map of each category, if the map of the whole shows no more than categories."""
    flows = find_flows(catalog)
    shown = _systems(catalog, flows)
    if len(shown) <= MOST:
        return {}
    parts: dict[str, Picture] = {}
    for category in sorted({category_of(system) for system in shown}):
        picture = draw_category(catalog, category, flows)
        if picture is not None:
            parts[picture.id] = picture
    return parts


def draw_category(catalog: Catalog, category: str, flows: Sequence[SystemFlow] = ()) -> Picture | None:
    """Return the map of one category and of what it is integrated with, or None."""
    inside = [flow for flow in flows or find_flows(catalog) if category in {category_of(end) for end in flow.ends}]
    if not inside:
        return None
    degree = Counter(end.id for flow in inside for end in flow.ends)
    systems = {end.id: end for flow in inside for end in flow.ends}
    ranked = sorted(systems.values(), key=lambda each: (category_of(each) != category, -degree[each.id], each.id))
    kept = {each.id for each in ranked[:MOST]}
    label = category_label(next(each for each in systems.values() if category_of(each) == category))
    left = len(systems) - len(kept)
    alt = f"The systems of the category {label} and what they are integrated with." + (
        f" {count(left, 'system')} with fewer integrations, beside the map and in the table, are not drawn."
        if left
        else ""
    )
    chips = tuple((each.title, link_to(each), " ".join(classes_of(each))) for each in ranked[MOST:])
    return _map(
        catalog, f"stack-map-{category}", label, alt, [each for each in ranked if each.id in kept], inside, chips
    )


def _systems(catalog: Catalog, flows: Sequence[SystemFlow]) -> list[Entity]:
    """Return the systems at the ends of flows and those that carry them, sorted by title."""
    ids = {end.id for flow in flows for end in (*flow.ends, flow.via) if end is not None and end.status != "retired"}
    return [system for system in catalog.of_kind("system") if system.id in ids]


def _map(
    catalog: Catalog, id: str, title: str, alt: str, systems: Sequence[Entity], flows: Sequence[SystemFlow], chips: tuple[tuple[str, str, str], ...]
) -> Picture:  # fmt: skip
    ids = {system.id for system in systems}
    drawn = [flow for flow in flows if flow.source.id in ids and flow.target.id in ids]
    carried = Counter(flow.via.id for flow in flows if flow.via)
    ties = tie_flows(drawn)
    degree = Counter(end for tie in ties for end in (tie.source, tie.target))
    hue = catalog.kinds["system"].hue
    wide = arrange(_clusters(catalog, systems, carried, degree, _NOTE), ties)
    narrow = arrange_column(_clusters(catalog, systems, carried, degree, WIDTH / 2), ties)
    return Picture(
        id, title, write_svg(wide, f"{id}-wide", title, alt, hue), write_svg(narrow, f"{id}-narrow", title, alt, hue),
        alt, COLUMNS, tuple(row(flow) for flow in flows), LEGEND, chips,
    )  # fmt: skip


def _clusters(
    catalog: Catalog, systems: Sequence[Entity], carried: Mapping[str, int], degree: Mapping[str, int], room: float
) -> list[Cluster]:
    """Return the systems by category. One that is alone in its category says so itself: thirty frames of one are no help."""
    groups: dict[str, list[Entity]] = defaultdict(list)
    for system in systems:
        groups[category_of(system)].append(system)
    field = catalog.kinds["system"].by_name.get("category")
    order = [str(value) for value in field.values] if field else []
    ranked = sorted(groups, key=lambda name: (order.index(name) if name in order else len(order), name))
    clusters = []
    for name in ranked:
        label = category_label(groups[name][0])
        inside = label if len(groups[name]) == 1 else ""
        boxes = tuple(_box(system, carried[system.id], degree[system.id], inside, room) for system in groups[name])
        clusters.append(Cluster(boxes, "" if inside else label, "", (f"cat-{name}",)))
    return clusters


def _box(system: Entity, carries: int, degree: int, category: str, room: float) -> Box:
    """Return a system with its category below its name, in lines of `room`, unless a frame around it says that."""
    width, lines = fit(system.title, _WIDTHS, SIZE)
    notes = wrap(category, max(width, room), SMALL, 2) if category else ()
    notes += (f"carries {carries}",) if carries else ()
    width = max(width, *(measure(note, SMALL) for note in notes)) if notes else width
    title = system.title + (f": carries {count(carries, 'integration')} of others" if carries else "")
    # A busy system is tall, so that its ways reach it side by side and not all at one corner.
    height = max(height_of(len(lines), len(notes), 7), min(degree * 6, 100))
    return Box(
        system.id,
        0,
        0,
        width + 10,
        height,
        lines,
        title,
        link_to(system),
        classes_of(system),
        notes,
    )


def _overview(
    catalog: Catalog, flows: Sequence[SystemFlow], systems: Sequence[Entity], chips: tuple[tuple[str, str, str], ...]
) -> Picture:
    counts = Counter(category_of(system) for system in systems)
    labels = {category_of(system): category_label(system) for system in systems}
    ways = Counter(
        (min(pair), max(pair))
        for flow in flows
        if len(pair := {category_of(flow.source), category_of(flow.target)}) > 1
    )
    ranked = sorted(ways, key=lambda pair: (-ways[pair], pair))
    drawn = sorted(ranked[:_MOST_WAYS])
    most = max(ways.values(), default=1)
    ties = [
        Tie(
            one, other, False, False, f"{labels[one]} – {labels[other]}: {count(ways[(one, other)], 'integration')}", "",
            (f"weight-{1 + round(3 * (ways[(one, other)] - 1) / max(most - 1, 1))}",),
        )
        for one, other in drawn
    ]  # fmt: skip
    href = f"{ROOT}{index_of(catalog.kinds['system'])}/"
    boxes = []
    for name in sorted(counts):
        note = count(counts[name], "system")
        box = make_box(name, labels[name], _CATEGORY, href, ("kind-system", f"cat-{name}"), (note,))
        boxes.append(replace(box, title=f"{labels[name]}: {note}"))
    clusters = [Cluster(tuple(boxes))]
    left = len(ranked) - len(drawn)
    alt = (
        f"A map of {count(len(counts), 'category', 'categories')} with {count(len(systems), 'system')} and the "
        f"{count(len(flows), 'integration')} between them. The thicker a line, the more integrations."
        + (f" Only the {_MOST_WAYS} strongest of {len(ranked)} connections are drawn." if left else "")
    )
    hue = catalog.kinds["system"].hue
    wide, narrow = arrange(clusters, ties), arrange_column(clusters, ties)
    return Picture(
        "stack-map", "Stack map", write_svg(wide, "stack-map-wide", "Stack map", alt, hue),
        write_svg(narrow, "stack-map-narrow", "Stack map", alt, hue),
        alt, COLUMNS, tuple(row(flow) for flow in flows),
        (("mb-key mb-key--line weight-1", "Few integrations"), ("mb-key mb-key--line weight-4", "Many")), chips,
    )  # fmt: skip
