"""An integration: where data comes from, what carries it, and where it goes."""

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.arcs import arrange_column
from mopsbook.diagrams.around import arrange_around
from mopsbook.diagrams.boxes import Room, make_box, make_system_box
from mopsbook.diagrams.clustered import Cluster
from mopsbook.diagrams.flow_table import COLUMNS, row
from mopsbook.diagrams.flows import classes_of, classes_of_flows, flow_of, how_often, say
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.scene import Box
from mopsbook.diagrams.svg import write_svg
from mopsbook.diagrams.ties import Tie

EACH = "integration"

_WIDTHS = (110.0, 140.0, 170.0)
_END = Room(_WIDTHS, across=18.0, above=10.0)
_MIDDLE = Room(_WIDTHS, across=24.0, above=10.0)


def draw(catalog: Catalog, subject: Entity) -> Picture | None:
    """Return the two ends of an integration and the way between them; None if an end is not known."""
    flow = flow_of(catalog, subject)
    if flow is None or flow.source.key == flow.target.key:
        return None
    middle = _middle(subject, how_often(flow), flow.via)
    left, right = (make_system_box(end, _END) for end in flow.ends)
    classes = classes_of_flows([flow], flow.both)
    ties = [
        Tie(flow.source.id, middle.key, True, flow.both, say(flow), "", classes),
        Tie(middle.key, flow.target.id, True, flow.both, say(flow), "", classes),
    ]
    alt = f"{say(flow)}."
    hue = subject.kind.hue
    wide = arrange_around(middle, [left], [right], ties)
    narrow = arrange_column(
        [Cluster((left,), "From"), Cluster((middle,)), Cluster((right,), "To")], ties, straight=True
    )
    return Picture(
        "two-ends", subject.title, write_svg(wide, "two-ends-wide", subject.title, alt, hue),
        write_svg(narrow, "two-ends-narrow", subject.title, alt, hue), alt, COLUMNS, (row(flow),),
    )  # fmt: skip


def _middle(subject: Entity, often: str, via: Entity | None) -> Box:
    """Return the box between the ends: the system that carries the data, else the integration itself."""
    notes = (often,) if often else ()
    if via:
        return make_box("the-way", via.title, _MIDDLE, link_to(via), (*classes_of(via), "is-self"), notes)
    classes = ("kind-integration", f"status-{subject.status}", "is-self")
    return make_box("the-way", subject.title, _MIDDLE, "", classes, notes)
