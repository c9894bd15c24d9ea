"""Reading: what questions take from documents that may be half filled: lists without their holes, and who refers with which parts."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Link


class Touched(Struct, frozen=True):
    """A document that refers to something, with those of its parts that do (anchor, title)."""

    entity: Entity
    parts: tuple[tuple[str, str], ...] = ()


def touched(links: Iterable[Link], catalog: Catalog) -> list[Touched]:
    """Return the documents in use that the links come from, by title, each once."""
    found: dict[Entity, dict[str, str]] = {}
    for link in links:
        entity = catalog.at(link.source)
        if is_used(entity):
            parts = found.setdefault(entity, {})
            if link.part:
                parts[link.part_id] = link.part
    return [Touched(one, tuple(found[one].items())) for one in by_title(found)]


def by_title(entities: Iterable[Entity]) -> list[Entity]:
    """Return entities sorted by title."""
    return sorted(entities, key=lambda entity: (entity.title.casefold(), entity.id))


def is_used(entity: Entity) -> bool:
    """Return whether a document is not retired."""
    return entity.status != "retired"


def items(node: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the groups in a list; what is no group, or no list, is left out."""
    value = node.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def group(node: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a group of fields; an empty one if there is none."""
    value = node.get(name)
    return value if isinstance(value, Mapping) else {}


def names(value: Any) -> list[str]:
    """Return one name or many as a list."""
    listed = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [name for name in listed if isinstance(name, str) and name]


def number(value: Any) -> float | None:
    """Return a number as one; None for everything else."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
