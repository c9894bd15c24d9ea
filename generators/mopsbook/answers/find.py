"""Find what somebody means by a name: `system/marketo`, an id, another name, a title, or a part such as `lead#email`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.catalog.parts import Part, parts_of
from mopsbook.errors import SetupError
from mopsbook.kinds.kind import Kind, Kinds
from mopsbook.words import did_you_mean, listed, nearest

_MOST = 8


@dataclass(frozen=True, slots=True)
class Subject:
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
    found = _find_all(catalog, owner)
    if hash_:
        # Of several things of one name, the one that has such a part is meant.
        having = [entity for entity in found if part in parts_of(entity)]
        found = having or found
    if len(found) > 1:
        keys = [f"{'/'.join(entity.key)}{hash_}{part}" for entity in found]
        raise SetupError(f"`{name}` may mean {listed(keys, _MOST)}", "Write one of these.")
    if not found:
        raise SetupError(f"nothing is called `{owner}`", _hint(catalog, owner))
    entity = found[0]
    if not hash_:
        return Subject(entity)
    parts = parts_of(entity)
    if part not in parts:
        hint = did_you_mean(part, parts) or (
            f"It has {listed(list(parts), 20, 'and')}." if parts else "It has no parts."
        )
        raise SetupError(f"{entity.kind.label.lower()} `{entity.id}` has no part `{part}`", hint)
    return Subject(entity, parts[part])


def find_kind(kinds: Kinds, name: str) -> Kind:
    """Return the kind of a name: as documents write it, or as readers see it, as in "Systems". Raises SetupError."""
    folded = name.casefold()
    for kind in kinds.shown:
        if folded in (kind.name, kind.label.casefold(), kind.plural.casefold(), kind.folder.casefold()):
            return kind
    names = [kind.name for kind in kinds.shown]
    raise SetupError(
        f"there is no kind `{name}`", did_you_mean(name, names) or f"Kinds are {listed(names, 40, 'and')}."
    )


def _find_all(catalog: Catalog, name: str) -> list[Entity]:
    """Return all that a name may mean: by id, else by another name or title. Capital letters do not count."""
    kind, slash, id = name.partition("/")
    entities = [catalog.at(entity.key) for entity in catalog.entities]
    if slash and kind in catalog.kinds:
        entities = [entity for entity in entities if entity.kind.name == kind]
        name = id
    folded = " ".join(name.casefold().split())
    by_id = dict.fromkeys(entity for entity in entities if entity.id.casefold() == folded)
    if by_id:
        return list(by_id)
    return list(dict.fromkeys(entity for entity in entities if folded in _names(entity)))


def _names(entity: Entity) -> set[str]:
    return {" ".join(name.casefold().split()) for name in (entity.title, *entity.aliases)}


def _hint(catalog: Catalog, name: str) -> str:
    """Return the nearest name; else what has the word in its own; else how one finds out."""
    kind, slash, id = name.partition("/")
    if slash and kind not in catalog.kinds:
        said = did_you_mean(kind, [kind.name for kind in catalog.kinds.shown])
        return f"`{kind}` is no kind; {said}" if said else f"`{kind}` is no kind. `mopsbook list` shows what there is."
    entities = catalog.of_kind(kind) if slash else catalog.entities
    wanted = id if slash else name
    names = {each: entity for entity in entities for each in (entity.title, *entity.aliases, entity.id)}
    near = nearest(wanted, names)
    if near:
        title = f" ({names[near].title})" if names[near].title != near else ""
        return f"did you mean `{'/'.join(names[near].key)}`{title}?"
    holding = dict.fromkeys("/".join(one.key) for each, one in names.items() if wanted.casefold() in each.casefold())
    if holding and wanted:
        return f"It is in the name of {listed(list(holding), _MOST, 'and')}."
    return f"`mopsbook list{f' {kind}' if slash else ''}` shows what there is."
