"""By which field entities of a kind are put together, and which of several has a column: in its index, and wherever else."""

from collections.abc import Sequence

from mopsbook.catalog.entity import Entity
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind


def grouping_of(kind: Kind, entities: Sequence[Entity]) -> Field | None:
    """Return the field by which entities are put together; None if they say nothing in any that the schema names.

    It is the first in which at least half of them say something, or else that in which most do.
    """
    said = {name: count_said(entities, name) for name in kind.group_by if name in kind.by_name}
    enough = [name for name, number in said.items() if number and 2 * number >= len(entities)]
    found = enough[0] if enough else max(said, key=lambda name: said[name], default="")
    return kind.by_name[found] if said.get(found) else None


def columns_of(kind: Kind, entities: Sequence[Entity]) -> list[Field]:
    """Return the fields that the schema names as columns; where it names several for one, the first that anybody fills."""
    found = [next((name for name in names if count_said(entities, name)), names[0]) for names in kind.columns if names]
    return [kind.by_name[name] for name in dict.fromkeys(found) if name in kind.by_name]


def count_said(entities: Sequence[Entity], name: str) -> int:
    """Return how many of the entities say something in a field."""
    return sum(entity.data.get(name) is not None for entity in entities)
