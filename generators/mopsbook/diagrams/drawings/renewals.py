"""Renewals of the coming year: for each contract the day that matters, which is the last one to give notice if there is one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from mopsbook.catalog.catalog import Catalog
from mopsbook.checks.calendar import Term, term_of
from mopsbook.checks.freshness import later
from mopsbook.diagrams.axis import say_date
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.plots.time_line import Event, draw_time_line

EACH = "index:system"

_FEWEST = 3
_YEAR = timedelta(days=365)


def draw(catalog: Catalog, _: object) -> Sequence[Picture]:
    """Return the time line of a year from today; none for fewer than three contracts. What is past or later is named."""
    events: list[Event] = []
    rest: list[tuple[str, str, str]] = []
    for system in catalog.of_kind("system"):
        term = term_of(system.data.get("contract")) if system.status != "retired" else None
        if term is None:
            continue
        day, words = _what_counts(term, catalog.today)
        if catalog.today <= day <= later(catalog.today, _YEAR):
            events.append(Event(day, system.title, words, link_to(system)))
        else:
            rest.append((f"{system.title} ({say_date(day)})", link_to(system), ""))
    if len(events) < _FEWEST:
        return []
    hue = catalog.kinds["system"].hue
    title = "Contracts: what must be decided when"
    picture = draw_time_line("renewals", title, events, today=catalog.today, thing="contract", hue=hue)
    return [replace(picture, chips=(*picture.chips, *rest))] if picture else []


def _what_counts(term: Term, today: date) -> tuple[date, str]:
    if term.renews and term.notice and term.notice >= today:
        return term.notice, "Last day to give notice"
    return term.ends, "Renews" if term.renews else "Ends" if term.renews is False else "Renews or ends"
