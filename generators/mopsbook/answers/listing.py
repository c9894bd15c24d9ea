"""List what there is: which entities, in which order, with which columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from mopsbook.answers.condition import names_in, read_conditions
from mopsbook.answers.measures import MEASURES
from mopsbook.answers.say import say
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.catalog.grouping import columns_of
from mopsbook.errors import SetupError
from mopsbook.kinds.find_kind import find_kind
from mopsbook.kinds.kind import Kind
from mopsbook.words import count, did_you_mean


class Listing(Struct, frozen=True):
    """Some entities in order, and the columns by which they are shown, with their heads."""

    entities: tuple[Entity, ...]
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    noun: str

    def rows(self, catalog: Catalog) -> list[list[str]]:
        """Return what stands in the columns, as readers see it."""
        return [[_say(entity, column, catalog) for column in self.columns] for entity in self.entities]

    def as_json(self) -> dict[str, Any]:
        """Return {"version": 1, "count": n, "items": [...]}: of each kind, id, title, path, line, and `columns` as written.

        What is empty is null. A value stands there as the YAML has it: references as ids, dates as text.
        """
        items = [
            {
                "kind": entity.kind.name,
                "id": entity.id,
                "title": entity.title,
                "path": entity.path,
                "line": entity.line,
                "columns": {column: _value(entity, column) for column in self.columns},
            }
            for entity in self.entities
        ]
        return {"version": 1, "count": len(items), "items": items}


def make_listing(
    catalog: Catalog, kind: str = "", where: Sequence[str] = (), columns: Sequence[str] = (), sort: str = ""
) -> Listing:
    """Return the entities of a kind ("" for all) that are as the conditions say.

    `columns` are fields (dotted paths), or what is measured: completeness, freshness, path. `sort` is one of them, with a hyphen
    in front for the greatest first; else kinds stand in the order of the menu and ids in that of the alphabet. Raises SetupError.
    """
    kinds = (find_kind(kind, catalog.kinds.shown),) if kind else catalog.kinds.shown
    wanted = tuple(columns) or _usual(kinds, catalog, [*names_in(where), sort.removeprefix("-")])
    for column in (*wanted, sort.removeprefix("-")):
        _refuse_unknown(column, kinds)
    test = read_conditions(where, catalog, kinds)
    found = [entity for one in kinds for entity in catalog.of_kind(one) if test(entity)]
    names = [one.name for one in kinds]
    found.sort(key=lambda entity: (names.index(entity.kind.name), entity.id))
    if sort:
        found = _sort(found, sort.removeprefix("-"), catalog, backwards=sort.startswith("-"))
    noun = count(len(found), *((kinds[0].label.lower(), kinds[0].plural.lower()) if kind else ("document",)))
    return Listing(tuple(found), wanted, tuple(_head(column, kinds) for column in wanted), noun)


def _usual(kinds: Sequence[Kind], catalog: Catalog, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that tell most; what was asked for stands before those that give way on a narrow terminal."""
    known = [name for name in asked if name in MEASURES or any(kind.field(name) for kind in kinds)]
    if len(kinds) > 1:
        return tuple(dict.fromkeys(("kind", "id", "title", *known, "owner", "completeness")))
    kind = kinds[0]
    named = [field.name for field in columns_of(kind, catalog.of_kind(kind))]
    owner = (
        []
        if "owner" in [*named, *(name for names in kind.columns for name in names)]
        or "owner" not in kind.by_name
        or not kind.by_name["owner"].is_asked
        else ["owner"]
    )
    return tuple(dict.fromkeys(("id", "title", *known, *named, *owner)))


def _refuse_unknown(column: str, kinds: Sequence[Kind]) -> None:
    if column and column not in MEASURES and not any(kind.field(column) for kind in kinds):
        known = [field.dotted for kind in kinds for top in kind.fields for field in top.walk()]
        noun = kinds[0].label.lower() if len(kinds) == 1 else "any kind"
        hint = did_you_mean(column, dict.fromkeys([*known, *MEASURES]))
        raise SetupError(f"`{column}` is no field of {noun}", hint or "`mopsbook schema KIND` shows the fields.")


def _head(column: str, kinds: Sequence[Kind]) -> str:
    if column in ("id", "title") or not (field := next(filter(None, (kind.field(column) for kind in kinds)), None)):
        return MEASURES[column].label if column in MEASURES else column.capitalize()
    return field.label


def _say(entity: Entity, column: str, catalog: Catalog) -> str:
    field = entity.kind.field(column)
    if field is None:
        return str(MEASURES[column].of(entity)) if column in MEASURES else ""
    return say(_value(entity, column), field, entity, catalog)


def _value(entity: Entity, column: str) -> Any:
    """Return what stands at a path; of a list on the way, what stands there in each of its items."""
    if entity.kind.field(column) is None:
        return MEASURES[column].of(entity) if column in MEASURES else None
    return _walk(entity.data, column.split("."))


def _walk(value: Any, names: Sequence[str]) -> Any:
    if not names or value is None:
        return value
    if isinstance(value, list):
        found = [inner for item in value if (inner := _walk(item, names)) is not None]
        return found or None
    return _walk(value.get(names[0]), names[1:]) if isinstance(value, Mapping) else None


def _sort(entities: Sequence[Entity], column: str, catalog: Catalog, *, backwards: bool) -> list[Entity]:
    """Return the entities by a column; those that say nothing there are last in both directions."""

    def order(entity: Entity) -> tuple[bool, Any]:
        value = _value(entity, column)
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return (not number, value if number else _say(entity, column, catalog).casefold())

    saying = [entity for entity in entities if _is_said(entity, column)]
    silent = [entity for entity in entities if not _is_said(entity, column)]
    return [*sorted(saying, key=order, reverse=backwards), *silent]


def _is_said(entity: Entity, column: str) -> bool:
    return _value(entity, column) not in (None, "", [], {})
