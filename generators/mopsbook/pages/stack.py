"""The stack as cards: for a catalogue whose integrations nobody wrote down yet, which no map can show."""

from collections.abc import Sequence

from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.catalog.grouping import count_said, grouping_of
from mopsbook.pages.indexes import first_letter

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
    field = grouping_of(systems[0].kind, systems)
    said = field.name if field and 2 * count_said(systems, field.name) >= len(systems) else ""
    groups: dict[str, list[Entity]] = {}
    for system in systems:
        title = _title(system, said, catalog) or "Not said" if said else first_letter(system.title)
        groups.setdefault(title, []).append(system)
    by_size = sorted(groups.items(), key=lambda item: (item[0] == "Not said", -len(item[1]), item[0].casefold()))
    ordered: Sequence[tuple[str, list[Entity]]] = by_size if said else sorted(groups.items())
    section = _SECTIONS.get(said, "")
    return [
        Card(title, _head(found[0], said, catalog), tuple(found[:_MOST]), max(0, len(found) - _MOST), section)
        for title, found in ordered
    ]


def _head(system: Entity, said: str, catalog: Catalog) -> Entity | None:
    named = catalog.named(system, said) if said else []
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
