"""Relation: what refers to an entity in one way, in words, as its page shows it."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.history.sentences import lower
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.sections import in_order
from mopsbook.words import count


class Relation(Struct, frozen=True):
    """What refers to the entity in one way: "is used in", and the chips, each with the parts that say it.

    `fields` are those that say so, each with its kind in front: "system.technical_owner". `section` is where that kind stands in
    the menu, and `order` the place of it there.
    """

    words: str
    plural: str
    chips: tuple[tuple[Markup, tuple[tuple[str, str], ...]], ...]
    fields: tuple[str, ...] = ()
    label: str = ""
    section: str = ""
    order: int = 0


def relations_of(entity: Entity, catalog: Catalog, hrefs: Hrefs) -> list[Relation]:
    """Return what refers to an entity, grouped by the relation and the kind of what refers."""
    groups: dict[tuple[str, str], dict[Entity, dict[str, str]]] = {}
    fields: dict[tuple[str, str], dict[str, None]] = {}
    for link in catalog.links_to(entity):
        source = catalog.at(link.source)
        parts = groups.setdefault((link.back, source.kind.name), {}).setdefault(source, {})
        fields.setdefault((link.back, source.kind.name), {})[f"{source.kind.name}.{link.field}"] = None
        if link.part:
            parts[link.part_id] = link.part
    shown = []
    turns = {kind.name: turn for turn, kind in enumerate(in_order(catalog.kinds.values()))}
    for (words, kind), sources in sorted(groups.items(), key=_relation_order):
        chips = tuple(
            (hrefs.chip(source), tuple((hrefs.entity(source, id), part) for id, part in parts.items()))
            for source, parts in sorted(sources.items(), key=lambda item: (item[0].title.casefold(), item[0].id))
        )
        known = catalog.kinds[kind]
        shown.append(
            Relation(words, known.plural, chips, tuple(fields[(words, kind)]), known.label, known.section, turns[kind])
        )
    return shown


def by_section(relations: Sequence[Relation]) -> list[tuple[str, list[Relation], list[str]]]:
    """Return the relations of each section of the menu, in its order, with how much of each kind there is: "12 channels"."""
    found: dict[str, list[Relation]] = {}
    for relation in sorted(relations, key=lambda one: one.order):
        found.setdefault(relation.section, []).append(relation)
    told = []
    for section, inner in sorted(found.items(), key=lambda item: min(one.order for one in item[1])):
        kinds: dict[tuple[str, str], set[Markup]] = {}
        for relation in inner:
            kinds.setdefault((relation.label, relation.plural), set()).update(chip for chip, _ in relation.chips)
        numbers = [count(len(chips), lower(label), lower(plural)) for (label, plural), chips in kinds.items()]
        told.append((section, inner, numbers))
    return told


def _relation_order(item: tuple[tuple[str, str], Any]) -> tuple[object, ...]:
    words, kind = item[0]
    # What somebody does stands before what somebody owns, and the least telling relation last.
    return (words == "is referred to by", words in ("reviews", "sees"), words, kind)
