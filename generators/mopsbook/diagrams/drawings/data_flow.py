"""An object and the systems among which its fields flow: who sends how many of them to whom, and whose version counts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.arcs import arrange_column
from mopsbook.diagrams.boxes import Room, make_box
from mopsbook.diagrams.carried import Carried, carried_of, tie_carried
from mopsbook.diagrams.clustered import Cluster
from mopsbook.diagrams.flows import LEGEND, classes_of, flow_of, how_often
from mopsbook.diagrams.layers import arrange_layers, find_layers
from mopsbook.diagrams.measure import measure, wrap
from mopsbook.diagrams.picture import Cell, Picture, cell, link_to
from mopsbook.diagrams.scene import SMALL, Box
from mopsbook.diagrams.svg import write_both
from mopsbook.words import count

EACH = "object"

_ROOM = Room((104.0, 124.0, 140.0), across=14.0, above=6.0)
# The least a box has for notes in the column that telephones show.
_NARROW = 190.0
_COLUMNS = ("From", "To", "How many", "Fields", "How often", "Integration")


def draw(catalog: Catalog, subject: Entity) -> Picture | None:
    """Return who sends the fields of an object to whom; None if no integration maps any of them."""
    carried = carried_of(catalog, subject)
    if not carried:
        return None
    systems = sorted(
        {end for one in carried for end in (one.source, one.target)}, key=lambda one: (one.title.casefold(), one.id)
    )
    records = catalog.named(subject, "system_of_record")
    record = records[0] if records else None
    ties = tie_carried(catalog, carried)
    layers = find_layers([system.id for system in systems], ties)
    # Few layers have room to say all names in one line.
    room = _NARROW if max(layers.values()) < 3 else _ROOM.widths[-1]
    boxes = {system: _box(system, carried, system is record, room) for system in systems}
    told = {system: _box(system, carried, system is record, _NARROW) for system in systems}
    names = len({known.name for one in carried for known in one.fields})
    used = len({one.integration for one in carried})
    alt = (
        f"{subject.title}: {count(names, 'field')} of it flow among {count(len(systems), 'system')}, over {count(used, 'integration')}."
        + (f" The version of {record.title} counts." if record else "")
    )
    hue = subject.kind.hue
    wide = arrange_layers(list(boxes.values()), ties, layers)
    narrow = arrange_column(_clusters(carried, told), ties)
    title = f"How the data of {subject.title} flows"
    idle = [one for one in catalog.named(subject, "names.system") if one not in systems]
    return Picture(
        "data-flow", title, *write_both(wide, narrow, "data-flow", title, alt, hue), alt, _COLUMNS,
        tuple(_row(catalog, one) for one in carried),
        (*LEGEND, *((("mb-key mb-key--box is-record", "System of record"),) if record in systems else ())),
        tuple((one.title, link_to(one), " ".join(classes_of(one))) for one in idle),
    )  # fmt: skip


def _box(system: Entity, carried: Sequence[Carried], record: bool, room: float) -> Box:
    """Return a system with what it sends: "28 → Salesforce", or "sends 28 fields" if that is all."""
    sent: dict[Entity, int] = defaultdict(int)
    for one in carried:
        if one.source is system:
            sent[one.target] += len(one.fields)
    notes = ["system of record"] if record else []
    if len(sent) == 1:
        # The only way that leaves the box says where to.
        notes += [f"sends {count(number, 'field')}" for number in sent.values()]
    else:
        notes += [
            line
            for to, number in sorted(sent.items(), key=_most_first)
            for line in wrap(f"{number} → {to.title}", room, SMALL, 2)
        ]
    classes = (*classes_of(system), "is-record" if record else "")
    longest = max((measure(note, SMALL) for note in notes), default=0.0)
    # As wide as the longest note, so that no number stands beside half a name where there is room for the whole.
    widths = tuple(max(width, min(longest, room)) for width in _ROOM.widths)
    return make_box(system.id, system.title, replace(_ROOM, widths=widths), link_to(system), classes, tuple(notes))


def _most_first(item: tuple[Entity, int]) -> tuple[int, str]:
    return (-item[1], item[0].title.casefold())


def _clusters(carried: Sequence[Carried], boxes: Mapping[Entity, Box]) -> list[Cluster]:
    """Return the systems in the order of their parts: those that only send, those that do both, those that only receive."""
    sending, receiving = {one.source for one in carried}, {one.target for one in carried}
    groups = [
        ("Sends", [box for system, box in boxes.items() if system not in receiving]),
        ("Sends and receives", [box for system, box in boxes.items() if system in sending & receiving]),
        ("Receives", [box for system, box in boxes.items() if system not in sending]),
    ]
    return [Cluster(tuple(found), label, "", ("is-plain",)) for label, found in groups if found]


def _row(catalog: Catalog, one: Carried) -> tuple[Cell, ...]:
    flow = flow_of(catalog, one.integration)
    often = "planned" if one.planned else how_often(flow) if flow else ""
    titles = ", ".join(str(known.item.get("title") or known.item["id"]) for known in one.fields)
    return (
        cell(one.source), cell(one.target), (str(len(one.fields)), ""), (titles, ""), (often, ""), cell(one.integration),
    )  # fmt: skip
