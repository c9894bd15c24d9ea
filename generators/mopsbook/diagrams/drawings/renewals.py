"""Renewals of the coming year: for each contract the day that matters, which is the last one to give notice if nobody decided yet."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.checks.contracts import read_contract
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.plots.time_line import Event, draw_time_line
from mopsbook.documents.dates import later
from mopsbook.words import say_short_day

EACH = "index:system"

_FEWEST = 3
_YEAR = "1y"


def draw(catalog: Catalog, _: object) -> Sequence[Picture]:
    """Return the time line of a year from today; none for fewer than three contracts. What is past or later is named."""
    events: list[Event] = []
    rest: list[tuple[str, str, str]] = []
    for system in catalog.of_kind("system"):
        day, words = _what_counts(catalog, system)
        if day is None:
            continue
        if catalog.today <= day <= later(catalog.today, _YEAR):
            events.append(Event(day, system.title, words, link_to(system)))
        else:
            rest.append((f"{system.title} ({say_short_day(day)})", link_to(system), ""))
    if len(events) < _FEWEST:
        return []
    hue = catalog.kinds["system"].hue
    title = "Contracts: what must be decided when"
    picture = draw_time_line("renewals", title, events, today=catalog.today, thing="contract", hue=hue)
    return [replace(picture, chips=(*picture.chips, *rest))] if picture else []


def _what_counts(catalog: Catalog, system: Entity) -> tuple[date | None, str]:
    """Return the day of a contract and what it is; None without a contract in use, or without its end."""
    document = catalog.shelf.get(*system.key)
    contract = read_contract(document) if document else None
    if contract is None or contract.renewal is None:
        return None, ""
    renews = system.data["contract"].get("auto_renew")
    if contract.decided:
        return contract.renewal, "Decided"
    if renews and contract.notice and contract.notice >= catalog.today:
        return contract.notice, "Last day to give notice"
    return contract.renewal, "Renews" if renews else "Ends" if renews is False else "Renews or ends"
