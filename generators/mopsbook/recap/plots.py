"""Plots of a recap: what was done by month and by team, how complete the book was, and what fell on which day."""

from collections.abc import Sequence

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Key
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.plots.bars import Bar, Measure, draw_bars
from mopsbook.diagrams.plots.curve import Point, draw_curve
from mopsbook.diagrams.plots.time_line import MOST, Event, draw_time_line
from mopsbook.recap.recap import Recap, Tally

_SERIES = ("New", "Changed", "Read again", "Removed")
_FEWEST_EVENTS = 3
_MOST_TEAMS = 20


def draw_months(recap: Recap) -> Picture | None:
    """Return what was done month by month; None for less than two months."""
    if len(recap.months) < 2 or not recap.tally.total:
        return None
    bars = [Bar(month.period.title, _parts(month.tally)) for month in recap.months]
    return draw_bars("months", "What was done, by month", bars, Measure("Month", "Done", series=_SERIES))


def draw_completeness(recap: Recap) -> Picture | None:
    """Return how complete the book was at the end of each month; None where less than two are known."""
    points = [Point(recap.period.first, float(recap.before.score))] if recap.before and recap.before.documents else []
    points += [
        Point(min(month.period.last, recap.until), float(month.standing.score))
        for month in recap.months
        if month.standing
    ]
    if recap.after and recap.is_running:
        points = [
            *(point for point in points if point.when < recap.until),
            Point(recap.until, float(recap.after.score)),
        ]
    return draw_curve("course", "How complete the book was", points, "Complete", "%", most=100)


def draw_teams(recap: Recap, catalog: Catalog | None) -> Picture | None:
    """Return what was done to what each team answers for; None for a single team."""
    rows = recap.teams[:_MOST_TEAMS]
    bars = [Bar(row.title, _parts(row.tally), _href(catalog, row.key)) for row in rows]
    return (
        draw_bars("teams", "What was done, by team", bars, Measure("Team", "Done", series=_SERIES))
        if rows[1:]
        else None
    )


def draw_days(recap: Recap, catalog: Catalog | None) -> Picture | None:
    """Return what was decided, answered and audited on which day; without the audits where it would be too much."""
    sorts = {"Decision": recap.decisions, "Vendor update": recap.answered, "Audit": recap.audits}
    events = [
        Event(event.day, event.title, sort, _href(catalog, event.key))
        for sort, found in sorts.items()
        for event in found
    ]
    if len(events) > MOST:
        events = [event for event in events if event.kind != "Audit"]
    if len(events) < _FEWEST_EVENTS:
        return None
    return draw_time_line("days", "Decisions, answers to vendors and audits", events, thing="day")


def _parts(tally: Tally) -> tuple[float, ...]:
    return tuple(map(float, (tally.added, tally.changed, tally.reviewed, tally.removed)))


def _href(catalog: Catalog | None, key: Key | None) -> str:
    entity = catalog.get(*key) if catalog and key else None
    return link_to(entity) if entity else ""


def draw(recap: Recap, catalog: Catalog | None) -> Sequence[tuple[str, Picture]]:
    """Return the plots that there is something to show in, each with the name of its section; without a catalog they have no links."""
    found = {
        "months": draw_months(recap), "complete": draw_completeness(recap), "teams": draw_teams(recap, catalog),
        "days": draw_days(recap, catalog),
    }  # fmt: skip
    return [(name, picture) for name, picture in found.items() if picture]
