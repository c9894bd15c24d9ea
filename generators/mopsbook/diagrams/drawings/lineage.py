"""The lineage of a field: where its value is entered, which systems it passes, and what is made of it."""

from collections.abc import Sequence

from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.arcs import arrange_column
from mopsbook.diagrams.boxes import Room, make_box
from mopsbook.diagrams.carried import tie_carried
from mopsbook.diagrams.clustered import Cluster
from mopsbook.diagrams.flows import LEGEND, classes_of, flow_of, how_often
from mopsbook.diagrams.layers import arrange_layers, find_layers
from mopsbook.diagrams.lineage import Capture, Lineage, Use, lineages_of
from mopsbook.diagrams.measure import measure, wrap
from mopsbook.diagrams.picture import Cell, Picture, cell, link_to
from mopsbook.diagrams.scene import SMALL, Box
from mopsbook.diagrams.svg import write_both
from mopsbook.diagrams.ties import Tie
from mopsbook.words import count

EACH = "object.field"

# More uses than this are no longer a picture; the rest stands beside it, by name.
_MOST = 12
_MOST_PARTS = 2
_ROOM = Room((96.0, 108.0, 120.0), across=14.0, above=6.0)
# An API name that is no longer than this is not broken.
_WIDEST = 146.0
_COLUMNS = ("From", "", "To", "How", "Through")
# What stands in the box of a system for each sort of writer. An integration is a way and needs no words.
_ENTERED = {
    "user": "by people", "form": "by a form", "import": "by an import", "enrichment": "by enrichment",
    "automation": "by an automation", "system": "by the system",
}  # fmt: skip


def draw(catalog: Catalog, subject: Entity, field: str) -> Picture | None:
    """Return the lineage of a field of an object, by its id; None if there is none to tell."""
    found = lineages_of(catalog, subject).get(field)
    if found is None:
        return None
    shown, rest = found.uses[:_MOST], found.uses[_MOST:]
    title = f"Where {found.title} comes from, and what uses it"
    alt = (
        f"{found.title} of {subject.title}: in {count(len(found.systems), 'system')}, {_over(found)}"
        f"used by {count(len(found.uses), 'document') if found.uses else 'nothing in this book'}."
        + (f" The value in {found.record.title} counts." if found.record else "")
    )
    systems = {system: _system(system, found) for system in found.systems}
    writers, uses = [_use(one, True) for one in found.writers], [_use(one, False) for one in shown]
    ties = [*_hops(catalog, found), *_joined(found, found.writers, True), *_joined(found, shown, False)]
    boxes = [*systems.values(), *writers, *uses]
    hue = subject.kind.hue
    layers = _layers(found, systems, ties, uses)
    wide = arrange_layers(boxes, ties, layers)
    passed = sorted(systems.values(), key=lambda box: layers[box.key])
    groups = (("Written by", writers), ("Systems", passed), ("Used by", uses))
    narrow = arrange_column([Cluster(tuple(some), label, "", ("is-plain",)) for label, some in groups if some], ties)
    return Picture(
        "lineage", title, *write_both(wide, narrow, "lineage", title, alt, hue), alt, _COLUMNS, tuple(_rows(catalog, subject, found)),
        (*(LEGEND if found.hops else ()), *((("mb-key mb-key--box is-record", "System of record"),) if found.record else ())),
        tuple((one.entity.title, link_to(one.entity), f"mb-kind-{one.entity.kind.name}") for one in rest),
    )  # fmt: skip


def _over(found: Lineage) -> str:
    used = len({one.integration for one in found.hops})
    return f"over {count(used, 'integration')}, " if used else ""


def _layers(found: Lineage, systems: dict[Entity, Box], ties: Sequence[Tie], uses: Sequence[Box]) -> dict[str, int]:
    """Return the layers: uses stand in the last, and a system that nothing reaches beside the system of record."""
    ends = {box.key for box in uses}
    ways = [tie for tie in ties if tie.target not in ends]
    keys = [box.key for box in systems.values()] + sorted(
        {tie.source for tie in ways} - {box.key for box in systems.values()}
    )
    layers = find_layers(keys, ways)
    joined = {end for tie in ways for end in (tie.source, tie.target)}
    if found.record:
        layers |= {key: layers[systems[found.record].key] for key in keys if key not in joined}
    last = max(layers.values()) + 1
    # A writer of a system in the first layer stands before it.
    low = min(layers.values())
    return {key: layer - low for key, layer in {**layers, **dict.fromkeys(ends, last)}.items()}


def _hops(catalog: Catalog, found: Lineage) -> list[Tie]:
    return tie_carried(catalog, found.hops, counted=False)


def _joined(found: Lineage, uses: Sequence[Use], writing: bool) -> list[Tie]:
    """Return the ways between documents and the system they speak of; where that is not clear, the one whose value counts."""
    ties = []
    for one in uses:
        system = one.system or found.record or found.systems[0]
        ends = (_key(one, True), system.id) if writing else (system.id, _key(one, False))
        ties.append(Tie(*ends, True, False, f"{one.entity.title} {one.words} {found.title}", "", ("way-use",)))
    return ties


def _key(one: Use, writing: bool) -> str:
    # A policy may say where a field is written and look at it elsewhere: then it stands at both ends.
    return f"{'by/' if writing else ''}{one.entity.kind.name}/{one.entity.id}"


def _system(system: Entity, found: Lineage) -> Box:
    """Return a system with the name of the field in it, and who enters the value there."""
    notes = ["system of record"] if system is found.record else []
    if system in found.names:
        notes += wrap(found.names[system], _WIDEST, SMALL, 2)
    entered = [_ENTERED[one.by] for one in found.captures if one.system is system and one.by in _ENTERED]
    notes += wrap(", ".join(dict.fromkeys(entered)), _ROOM.widths[-1], SMALL, 3) if entered else ()
    classes = (*classes_of(system), "is-record" if system is found.record else "")
    return _roomy(system.id, system.title, link_to(system), classes, notes)


def _use(one: Use, writing: bool) -> Box:
    """Return a document with its kind, and the parts of it that speak of the field."""
    notes = [one.entity.kind.label]
    for _, title in one.parts[:_MOST_PARTS]:
        notes += wrap(title, _ROOM.widths[-1], SMALL, 2)
    if len(one.parts) > _MOST_PARTS:
        notes.append(f"and {len(one.parts) - _MOST_PARTS} more")
    href = link_to(one.entity, one.parts[0][0] if len(one.parts) == 1 else "")
    return _roomy(
        _key(one, writing),
        one.entity.title,
        href,
        (f"mb-kind-{one.entity.kind.name}", f"status-{one.entity.status}"),
        notes,
    )


def _roomy(key: str, title: str, href: str, classes: tuple[str, ...], notes: Sequence[str]) -> Box:
    longest = max((measure(note, SMALL) for note in notes), default=0.0)
    room = replace(_ROOM, widths=(max(longest, _ROOM.widths[-1]),)) if notes else _ROOM
    return make_box(key, title, room, href, classes, tuple(notes))


def _rows(catalog: Catalog, subject: Entity, found: Lineage) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [_entered(one) for one in found.captures if one.system and one.by in _ENTERED]
    here = (found.title, link_to(subject, found.id))
    rows += [(cell(one.entity), (one.words, ""), here, _parts(one), ("", "")) for one in found.writers]
    for one in found.hops:
        flow = flow_of(catalog, one.integration)
        often = "planned" if one.planned else how_often(flow) if flow else ""
        mapped = often if one.fields else f"{often}, not in its field mapping".removeprefix(", ")
        rows.append((cell(one.source), ("to", ""), cell(one.target), (mapped, ""), cell(one.integration)))
    # Read the other way round, so that the field stands where the value comes from.
    rows += [(here, ("is used by", ""), cell(one.entity), _parts(one), ("", "")) for one in found.uses]
    return rows


def _entered(one: Capture) -> tuple[Cell, ...]:
    return ((one.label, ""), ("in", ""), cell(one.system), (one.when, ""), cell(one.through))


def _parts(one: Use) -> Cell:
    return (", ".join(title for _, title in one.parts), "")
