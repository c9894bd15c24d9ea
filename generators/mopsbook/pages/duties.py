"""Duties: what a role or a team does in processes, step by step, and where somebody new to it begins."""

from collections.abc import Mapping

from markupsafe import Markup
from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.pages.hrefs import Hrefs

# How one takes part in a step, what answers most first.
LETTERS = {"steps.accountable": "A", "steps.responsible": "R", "steps.consulted": "C", "steps.informed": "I"}


class DutyStep(Struct, frozen=True):
    """A step with the letters of whoever is asked about: "A" answers for it, "R" does it, "C" is asked, "I" is told."""

    title: str
    href: str
    letters: tuple[str, ...]


class Duty(Struct, frozen=True):
    """A process with the steps that somebody takes part in, in its order."""

    process: Markup
    steps: tuple[DutyStep, ...]


def duties_of(entity: Entity, catalog: Catalog, hrefs: Hrefs) -> list[Duty]:
    """Return the processes that a role or team takes part in, by title."""
    found: dict[Entity, dict[str, tuple[str, set[str]]]] = {}
    for link in catalog.links_to(entity, "process"):
        if link.field in LETTERS:
            steps = found.setdefault(catalog.at(link.source), {})
            steps.setdefault(link.part_id, (link.part, set()))[1].add(LETTERS[link.field])
    ordered = sorted(found.items(), key=lambda item: (item[0].title.casefold(), item[0].id))
    return [Duty(hrefs.chip(process), _steps(process, steps, hrefs)) for process, steps in ordered]


def _steps(process: Entity, steps: Mapping[str, tuple[str, set[str]]], hrefs: Hrefs) -> tuple[DutyStep, ...]:
    # Links come field by field: all that it answers for, then all that it does.
    places = {str(step.get("id", "")): place for place, step in enumerate(process.data.get("steps", ()))}
    return tuple(
        DutyStep(title, hrefs.entity(process, id), tuple(one for one in LETTERS.values() if one in letters))
        for id, (title, letters) in sorted(steps.items(), key=lambda item: places.get(item[0], -1))
    )
