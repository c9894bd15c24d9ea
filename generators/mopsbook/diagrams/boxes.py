"""Make boxes around names: as narrow as the name allows, with its place still open."""

from msgspec import Struct

from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.flows import classes_of
from mopsbook.diagrams.measure import fit
from mopsbook.diagrams.picture import link_to
from mopsbook.diagrams.scene import SIZE, Box, height_of


class Room(Struct, frozen=True):
    """How much room a name has: in the first of `widths` that it fits into, with so much left free beside and above it.

    `across` counts both sides together, `above` is there below as well.
    """

    widths: tuple[float, ...]
    across: float
    above: float


def make_box(
    key: str, title: str, room: Room, href: str, classes: tuple[str, ...], notes: tuple[str, ...] = ()
) -> Box:  # fmt: skip
    """Return a box with a title and, below it, notes of a line each."""
    width, lines = fit(title, room.widths, SIZE)
    height = height_of(len(lines), len(notes), room.above)
    return Box(key, 0, 0, width + room.across, height, lines, title, href, classes, notes)


def make_system_box(system: Entity, room: Room) -> Box:
    """Return the box of a system, which leads to its page."""
    return make_box(system.id, system.title, room, link_to(system), classes_of(system))
