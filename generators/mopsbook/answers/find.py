"""Find what somebody means by a name: `system/marketo`, an id, another name, a title, or a part such as `lead#email`."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.catalog.parts import Part, parts_of
from mopsbook.documents.meant import ambiguous, find_meant, no_such_part, unknown


class Subject(Struct, frozen=True):
    """What is asked about: an entity, or one of its parts."""

    entity: Entity
    part: Part | None = None

    @property
    def data(self) -> Mapping[str, Any]:
        """What is said of it."""
        value: Any = self.entity.data
        for step in self.part.pointer if self.part else ():
            value = value[step]
        found: Mapping[str, Any] = value
        return found


def find_subject(catalog: Catalog, name: str) -> Subject:
    """Return what a name means. Raises SetupError that lists all it could mean, or the nearest name if it means nothing."""
    owner, hash_, part = name.strip().partition("#")
    found = find_meant(catalog.shelf, owner)
    if hash_:
        # Of several things of one name, the one that has such a part is meant.
        found = [one for one in found if part in parts_of(catalog.at(one.key))] or found
    if len(found) > 1:
        raise ambiguous(owner, found, f"{hash_}{part}")
    if not found:
        raise unknown(catalog.shelf, owner)
    entity = catalog.at(found[0].key)
    if not hash_:
        return Subject(entity)
    parts = parts_of(entity)
    if part not in parts:
        raise no_such_part(found[0], part, parts)
    return Subject(entity, parts[part])


def find_team(catalog: Catalog, name: str) -> Entity:
    """Return the team of a name, with `team/` before it or without. Raises SetupError as `find_subject` does."""
    return find_subject(catalog, name if name.startswith("team/") else f"team/{name}").entity
