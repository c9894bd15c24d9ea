"""Where the page of an entity stands on the site: one place, so that every link agrees."""

from mopsbook.catalog.entity import Entity, Key
from mopsbook.kinds.kind import Kind, Kinds


def page_of(entity: Entity) -> str:
    """Return the page of an entity, relative to the root of the site, as in "systems/marketo-engage"."""
    return f"{entity.kind.folder}/{entity.id}"


def page_at(key: Key, kinds: Kinds) -> str:
    """Return the page of a key."""
    return f"{kinds[key[0]].folder}/{key[1]}"


def index_of(kind: Kind) -> str:
    """Return the index page of a kind, as in "systems"."""
    return kind.folder
