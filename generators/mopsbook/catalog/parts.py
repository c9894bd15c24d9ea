"""Parts: the steps, stages, fields and values of an entity that can be named by themselves, by their ids."""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.catalog.entity import Entity, title_of
from mopsbook.documents.document import Pointer
from mopsbook.documents.values import find_parts
from mopsbook.kinds.field import Field


class Part(Struct, frozen=True):
    """A part: the list it stands in, where, and what people call it."""

    id: str
    title: str
    field: Field
    pointer: Pointer


def parts_of(entity: Entity) -> Mapping[str, Part]:
    """Return the parts of an entity by id, in the order of its schema. Of two with one id the first counts."""
    if entity not in _known:
        found: dict[str, Part] = {}
        for name, pointer, data, field in find_parts(entity.kind, entity.data):
            found.setdefault(name, Part(name, title_of(data, name), field, pointer))
        _known[entity] = found
    return _known[entity]


_known: WeakKeyDictionary[Entity, Mapping[str, Part]] = WeakKeyDictionary()
