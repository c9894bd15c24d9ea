"""Where the page of an entity stands on the site: one place, so that every link agrees."""

import re

from mopsbook.catalog.entity import Entity
from mopsbook.kinds.kind import Kind

# The feeds of the whole book.
BOOK_FEED = "feeds/changes.xml"
JSON_FEED = "feeds/changes.json"


def page_of(entity: Entity) -> str:
    """Return the page of an entity, relative to the root of the site, as in "systems/marketo-engage"."""
    return f"{entity.kind.folder}/{_name(entity.id)}"


def part_page_of(entity: Entity, part: str) -> str:
    """Return the page of a part that has one of its own, as in "objects/lead/email"."""
    return f"{page_of(entity)}/{_name(anchor_of(part))}"


def page_within(path: str, entity: Entity) -> str:
    """Return the page that another one has for an entity, as in "questions/system-down/marketo"."""
    return f"{path}/{_name(entity.id)}"


def index_of(kind: Kind) -> str:
    """Return the index page of a kind, as in "systems"."""
    return kind.folder


def feed_of(subject: Entity | Kind) -> str:
    """Return the file of the feed of a team or a kind, relative to the root of the site."""
    return f"feeds/kind/{subject.name}.xml" if isinstance(subject, Kind) else f"feeds/team/{subject.id}.xml"


def anchor_of(part: str) -> str:
    """Return the anchor of a part on its page. Ids are taken as they are; values of lists may hold blanks."""
    return re.sub(r"[^\w.~-]+", "-", part)


def _name(id: str) -> str:
    # The index of a kind is called so, and its file; no id ends in an underscore.
    return f"{id}_" if id in ("index", "index.html") else id
