"""What vendors change, by the day it takes effect and by how far we are with it."""

from collections.abc import Sequence
from datetime import timedelta

from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.plots.time_line import Event, draw_time_line
from mopsbook.documents.dates import parse_date

EACH = "index:vendor-update"

_FEWEST = 3
# What is done and older than this is history, and stands in the table.
_PAST = timedelta(days=365)


def draw(catalog: Catalog, _: object) -> Sequence[Picture]:
    """Return the time line of the changes that concern us; none for fewer than three."""
    events = []
    for one in catalog.of_kind("vendor-update"):
        effective, state = parse_date(one.data.get("effective")), one.data.get("state")
        done = state == "done" and effective is not None and catalog.today - effective > _PAST
        if effective is None or state == "no-impact" or done:
            continue
        field = one.kind.by_name.get("state")
        label = field.value_label(state) if field and state else ""
        events.append(Event(effective, one.title, label, link_to(one)))
    if len(events) < _FEWEST:
        return []
    hue = catalog.kinds["vendor-update"].hue
    picture = draw_time_line(
        "vendor-dates", "When which change takes effect", events, today=catalog.today, thing="change", hue=hue
    )
    return [picture] if picture else []
