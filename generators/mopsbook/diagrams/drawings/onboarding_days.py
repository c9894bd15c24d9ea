"""An onboarding path by working day: what is done by when, and when somebody asks how it is going."""

from datetime import date

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.axis import WORKING_DAYS
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.plots.time_line import Event, draw_time_line

EACH = "onboarding-path"

_FEWEST = 4
_TALK = "Talk"


def draw(catalog: Catalog, subject: Entity) -> Picture | None:
    """Return the steps and talks by day; None for fewer than four of them with a day."""
    events = []
    field = subject.kind.field("steps.type")
    for step in subject.data.get("steps") or ():
        if step.get("id") and step.get("day"):
            type_ = step.get("type")
            label = field.value_label(type_) if field and type_ else ""
            events.append(
                Event(_day(step["day"]), str(step.get("title") or step["id"]), label, link_to(subject, step["id"]))
            )
    for talk in subject.data.get("checkpoints") or ():
        if talk.get("day") and talk.get("title"):
            events.append(Event(_day(talk["day"]), talk["title"], _TALK, link_to(subject, "_checkpoints")))
    if len(events) < _FEWEST:
        return None
    title = "The path by working day"
    return draw_time_line("days", title, events, thing="step", hue=subject.kind.hue, calendar=WORKING_DAYS)


def _day(number: int) -> date:
    return date.fromordinal(min(number, date.max.toordinal()))
