"""A system and what it exchanges data with: sources on its left, targets on its right, both ways on the emptier side."""

from collections.abc import Sequence

from msgspec import Struct, field

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.arcs import arrange_column
from mopsbook.diagrams.around import arrange_around
from mopsbook.diagrams.boxes import Room, make_box, make_system_box
from mopsbook.diagrams.clustered import Cluster
from mopsbook.diagrams.flow_table import COLUMNS, row
from mopsbook.diagrams.flows import FREQUENCIES, LEGEND, SystemFlow, classes_of, classes_of_flows, flows_of, say
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.scene import Box
from mopsbook.diagrams.svg import write_svg
from mopsbook.diagrams.ties import Tie
from mopsbook.words import count

EACH = "system"

# More neighbours than this are no longer a picture; the rest stands beside it, by name.
_MOST = 14
_AMPLE = Room((110.0, 140.0), across=24.0, above=14.0)
_TIGHT = Room((104.0, 130.0, 160.0), across=14.0, above=6.0)


class _Neighbour(Struct):
    system: Entity
    comes: list[SystemFlow] = field(default_factory=list)
    goes: list[SystemFlow] = field(default_factory=list)
    carried: bool = True

    @property
    def flows(self) -> list[SystemFlow]:
        return list(dict.fromkeys([*self.comes, *self.goes]))

    @property
    def order(self) -> tuple[int, str, str]:
        often = [FREQUENCIES.index(flow.frequency) for flow in self.flows if flow.frequency in FREQUENCIES]
        return (min(often, default=len(FREQUENCIES)), self.system.title.casefold(), self.system.id)


def draw(catalog: Catalog, subject: Entity) -> Picture | None:
    """Return the neighbourhood of a system, or None if nothing flows from, to or through it."""
    flows = flows_of(catalog, subject)
    found = _neighbours(flows, subject)
    if not found:
        return None
    shown_left, shown_right = _sides(found[:_MOST])
    rest = found[_MOST:]
    ties = [_tie(one, subject) for one in (*shown_left, *shown_right)]
    hue = subject.kind.hue
    alt = (
        f"{subject.title} and the {count(len(found), 'system')} it exchanges data with, in {count(len(flows), 'integration')}."
        + (f" {count(len(rest), 'system')} more stand beside the picture and in the table." if rest else "")
    )
    wide = arrange_around(_middle(subject), _boxes(shown_left), _boxes(shown_right), ties)
    narrow = arrange_column(_clusters(subject, shown_left, shown_right), ties)
    title = f"{subject.title} and its neighbours"
    return Picture(
        "neighbourhood", title, write_svg(wide, "neighbourhood-wide", title, alt, hue),
        write_svg(narrow, "neighbourhood-narrow", title, alt, hue), alt, COLUMNS, tuple(row(flow) for flow in flows),
        (*LEGEND, *((("mb-key mb-key--more", f"and {count(len(rest), 'system')} more"),) if rest else ())),
        tuple((one.system.title, link_to(one.system), " ".join(classes_of(one.system))) for one in rest),
    )  # fmt: skip


def _neighbours(flows: Sequence[SystemFlow], subject: Entity) -> list[_Neighbour]:
    found: dict[str, _Neighbour] = {}

    def note(system: Entity, flow: SystemFlow, comes: bool, goes: bool, carried: bool) -> None:
        if system.key == subject.key:
            return
        one = found.setdefault(system.id, _Neighbour(system))
        one.carried = one.carried and carried
        if comes:
            one.comes.append(flow)
        if goes:
            one.goes.append(flow)

    for flow in flows:
        if flow.source.key == subject.key:
            note(flow.target, flow, flow.both, True, False)
        elif flow.target.key == subject.key:
            note(flow.source, flow, True, flow.both, False)
        else:
            # It carries what flows between two others.
            note(flow.source, flow, True, flow.both, True)
            note(flow.target, flow, flow.both, True, True)
    return sorted(found.values(), key=lambda one: one.order)


def _sides(found: Sequence[_Neighbour]) -> tuple[list[_Neighbour], list[_Neighbour]]:
    left = [one for one in found if not one.goes]
    right = [one for one in found if not one.comes]
    for one in found:
        if one.comes and one.goes:
            (left if len(left) < len(right) else right).append(one)
    return left, right


def _tie(one: _Neighbour, subject: Entity) -> Tie:
    flows = one.flows
    words = "; ".join(say(flow) for flow in flows)
    classes = classes_of_flows(flows, bool(one.comes and one.goes))
    return Tie(
        source=one.system.id,
        target=subject.id,
        forward=bool(one.comes),
        backward=bool(one.goes),
        title=words if len(flows) == 1 else f"{count(len(flows), 'integration')}. {words}",
        href=link_to(flows[0].entity) if len(flows) == 1 else "",
        classes=(*classes, "is-carried") if one.carried else classes,
    )


def _middle(subject: Entity) -> Box:
    return make_box(subject.id, subject.title, _AMPLE, "", (*classes_of(subject), "is-self"))


def _boxes(found: Sequence[_Neighbour]) -> list[Box]:
    return [make_system_box(one.system, _TIGHT) for one in found]


def _clusters(subject: Entity, left: Sequence[_Neighbour], right: Sequence[_Neighbour]) -> list[Cluster]:
    groups = [
        Cluster(tuple(_boxes(left)), "Data comes from", "", ("is-plain",)),
        Cluster((_middle(subject),), "", "", ()),
        Cluster(tuple(_boxes(right)), "Data goes to", "", ("is-plain",)),
    ]
    return [group for group in groups if group.boxes]
