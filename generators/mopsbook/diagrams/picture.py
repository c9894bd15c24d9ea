"""Picture: a drawing for wide and narrow screens, with the same content in words.

A picture does not know on which page it stands: its links begin with ROOT, which the page replaces by its own way up.
Text never contains ROOT by accident, since every brace in it is written as a character reference.
"""

from pathlib import Path

from msgspec import Struct

from mopsbook.catalog.addresses import anchor_of, page_of
from mopsbook.catalog.entity import Entity
from mopsbook.kept import read_kept

ROOT = "{root}"

Cell = tuple[str, str]


class Picture(Struct, frozen=True):
    """One picture. `narrow` is "" where `wide` serves phones as well; a cell is (text, address or "")."""

    id: str
    title: str
    wide: str
    narrow: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    legend: tuple[tuple[str, str], ...] = ()
    chips: tuple[tuple[str, str, str], ...] = ()


def read_pictures(path: Path, basis: str) -> dict[str, Picture] | None:
    """Return the pictures that were kept on the same basis, by id; None if there are none."""
    kept = read_kept(path, basis)
    try:
        return {id: _picture(*each) for id, each in kept.items()}
    except (AttributeError, TypeError, ValueError):
        return None


def _picture(
    id: str, title: str, wide: str, narrow: str, alt: str, columns: list[str], rows: list[list[list[str]]],
    legend: list[list[str]], chips: list[list[str]],
) -> Picture:  # fmt: skip
    table = tuple(tuple((text, address) for text, address in row) for row in rows)
    keys = tuple((look, text) for look, text in legend)
    named = tuple((title, address, look) for title, address, look in chips)
    return Picture(id, title, wide, narrow, alt, tuple(columns), table, keys, named)


def link_to(entity: Entity, part: str = "") -> str:
    """Return the address of an entity, or of one of its parts."""
    return f"{ROOT}{page_of(entity)}/" + (f"#{anchor_of(part)}" if part else "")


def cell(entity: Entity | None, text: str = "") -> Cell:
    """Return a cell that names an entity; an empty one for None."""
    return (text or entity.title, link_to(entity)) if entity else (text, "")
