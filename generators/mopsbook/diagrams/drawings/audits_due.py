"""Checklists that come round by the calendar, by the day on which each is due again."""

from collections.abc import Sequence

from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.checks.runs import comes_again, runs_of
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.plots.time_line import Event, draw_time_line

EACH = "index:checklist"

_FEWEST = 3


def draw(catalog: Catalog, _: object) -> Sequence[Picture]:
    """Return the time line of the next runs; none for fewer than three. What was never run is named."""
    events: list[Event] = []
    never: list[tuple[str, str, str]] = []
    for one in catalog.of_kind("checklist"):
        if not comes_again(one.data):
            continue
        due = runs_of(one.data).due
        if due is None:
            never.append((f"{one.title} (never run)", link_to(one), ""))
        else:
            events.append(Event(due, one.title, "Overdue" if due < catalog.today else "Due", link_to(one)))
    if len(events) < _FEWEST:
        return []
    hue = catalog.kinds["checklist"].hue
    picture = draw_time_line(
        "audits", "When which audit is due", events, today=catalog.today, thing="checklist", hue=hue
    )
    return [replace(picture, chips=(*picture.chips, *never))] if picture else []
