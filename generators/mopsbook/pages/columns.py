"""Columns of an index: the fields that the schema names, behind what follows from several fields and no single one says."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from mopsbook.catalog.entity import Entity
from mopsbook.catalog.grouping import columns_of, count_said
from mopsbook.checks.runs import comes_again, runs_of
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.pages.values import Values, show_date
from mopsbook.words import count

_SHORT = 12
# Of a list an index shows so many; all of them stand on the page.
_MOST = 4


class Facet(Struct, frozen=True):
    """A column by which one can filter, with its values."""

    name: str
    label: str
    values: tuple[str, ...]


class Cell(Struct, frozen=True):
    """What stands in a column. `sort` is what it is sorted by, "" for its words."""

    label: str
    html: str = ""
    sort: str = ""

    @property
    def short(self) -> bool:
        """Whether it is so short that it had better not be broken into lines: a quarter, a number."""
        return 0 < len(Markup(self.html).striptags()) <= _SHORT


def field_columns(kind: Kind, entities: Sequence[Entity], grouping: Field | None) -> list[Field]:
    """Return the fields that have a column: those the schema names, if any of the entities says something there.

    `grouping` has none: the groups say it already.
    """
    named = columns_of(kind, entities)
    return [field for field in named if field is not grouping and count_said(entities, field.name)]


def show_field(entity: Entity, field: Field, values: Values) -> Cell:
    """Return the cell of a field."""
    value = entity.data.get(field.name)
    if value is None:
        return Cell(field.label)
    target = value.get("value") if isinstance(value, Mapping) else value
    # Dates and numbers as they are written for readers would be sorted by their first letter.
    plain = field.format == "date" or (isinstance(target, (int, float)) and not isinstance(target, bool))
    if isinstance(value, list) and len(value) > _MOST + 1:
        rest = Markup('<span class="mb-count">and {} more</span>').format(len(value) - _MOST)
        return Cell(field.label, values.show(value[:_MOST], field) + rest)
    return Cell(field.label, values.show(value, field), str(target) if plain else "")


def derive(entity: Entity, today: date) -> tuple[Cell, ...]:
    """Return the cells that follow from several fields; what they show depends on nothing but the entity and the day."""
    make = _DERIVED.get(entity.kind.name)
    return tuple(make(entity.data, today)) if make else ()


def _of_checklist(data: Mapping[str, Any], today: date) -> Sequence[Cell]:
    found = runs_of(data)
    last, due = found.last, found.due
    run, again = Cell("Last run"), Cell("Due again")
    if last:
        results = [one.get("result") for one in last.get("results") or ()]
        failed, asked = results.count("fail"), results.count("fail") + results.count("pass")
        chip = Markup('<span class="mb-chip mb-chip--{}">{} of {} passed</span>').format(
            "error" if failed else "active", asked - failed, asked
        )
        run = Cell("Last run", show_date(last["date"]) + (Markup(" ") + chip if asked else Markup("")), last["date"])
    if due:
        late = Markup(' <span class="mb-chip mb-chip--overdue">Overdue</span>') if due < today else Markup("")
        again = Cell("Due again", show_date(due.isoformat()) + late, due.isoformat())
    elif comes_again(data):
        again = Cell("Due again", Markup('<span class="mb-chip mb-chip--due">Never run</span>'), "0000")
    return (run, again)


def _of_path(data: Mapping[str, Any], _: date) -> Sequence[Cell]:
    days = max((step.get("day") or 0 for step in data.get("steps") or ()), default=0)
    minutes = sum(step.get("minutes") or 0 for step in data.get("steps") or ())
    said = [count(days, "working day")] * bool(days) + [count(round(minutes / 60), "hour")] * (minutes >= 60)
    return (Cell("Takes", Markup(", ").join(said), str(days) if days else ""),)


_DERIVED: Mapping[str, Callable[[Mapping[str, Any], date], Sequence[Cell]]] = {
    "checklist": _of_checklist,
    "onboarding-path": _of_path,
}
