"""The stack as cards: for a catalogue whose integrations nobody wrote down yet, which no map can show."""

from collections.abc import Sequence

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.pages.indexes import first_letter

# By what systems are put together: the first of these that most of them say something about.
_GROUPINGS = ("category", "team", "owner", "tier")
_SECTIONS = {"team": "_looks-after", "owner": "_owns"}
_MOST = 9


class Card(Struct, frozen=True):
    """Systems that belong together. `more` is how many there are beyond those shown.

    `head` is the team or role they share, `section` the section of its page that names them all.
    """

    title: str
    head: Entity | None
    systems: tuple[Entity, ...]
    more: int
    section: str = ""


def make_cards(catalog: Catalog) -> list[Card]:
    """Return the systems in use as cards, the largest first; none if there are no systems."""
    systems = [system for system in catalog.of_kind("system") if system.status != "retired"]
    if not systems:
        return []
    said = [name for name in _GROUPINGS if 2 * sum(_title(s, name, catalog) != "" for s in systems) >= len(systems)]
    groups: dict[str, list[Entity]] = {}
    for system in systems:
        title = _title(system, said[0], catalog) or "Not said" if said else first_letter(system.title)
        groups.setdefault(title, []).append(system)
    by_size = sorted(groups.items(), key=lambda item: (item[0] == "Not said", -len(item[1]), item[0].casefold()))
    ordered: Sequence[tuple[str, list[Entity]]] = by_size if said else sorted(groups.items())
    section = _SECTIONS.get(said[0], "") if said else ""
    return [
        Card(title, _head(found[0], said, catalog), tuple(found[:_MOST]), max(0, len(found) - _MOST), section)
        for title, found in ordered
    ]


def _head(system: Entity, said: Sequence[str], catalog: Catalog) -> Entity | None:
    named = catalog.named(system, said[0]) if said else []
    return named[0] if named else None


def _title(system: Entity, name: str, catalog: Catalog) -> str:
    value = system.data.get(name)
    if value is None:
        return ""
    field = system.kind.by_name.get(name)
    if field is not None and field.refs:
        named = catalog.named(system, name)
        return named[0].title if named else ""
    return f"Tier {value}" if name == "tier" else field.value_label(value) if field else str(value)
