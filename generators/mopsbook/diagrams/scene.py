"""Scene: boxes, wires, regions and words with their places, in units that are pixels at natural size."""

from msgspec import Struct

Point = tuple[float, float]

# Sizes of type, in units. Everything is measured with them, so they are written into the SVG and not into the style sheet.
SIZE = 12.0
SMALL = 10.5
LEADING = 1.22


class Box(Struct, frozen=True):
    """Something one can point at. (x, y) is its middle; `notes` are smaller lines below `lines`."""

    key: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    title: str
    href: str = ""
    classes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    corner: float = 6.0


class Wire(Struct, frozen=True):
    """A way from one box to another. `path` is SVG path data, `heads` are the tips: (point, the point it comes from)."""

    source: str
    target: str
    path: str
    title: str
    href: str = ""
    classes: tuple[str, ...] = ()
    heads: tuple[tuple[Point, Point], ...] = ()
    via: str = ""


class Region(Struct, frozen=True):
    """An area behind boxes: a cluster or a lane. (x, y) is its upper left corner, `label_at` where its words begin."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...] = ()
    label_at: Point = (0, 0)
    title: str = ""
    href: str = ""
    classes: tuple[str, ...] = ()
    anchor: str = "start"


class Words(Struct, frozen=True):
    """Words that belong to no box: a condition on a way. (x, y) is the baseline of the first line."""

    x: float
    y: float
    lines: tuple[str, ...]
    classes: tuple[str, ...] = ()
    anchor: str = "start"
    title: str = ""
    size: float = SMALL


class Shape(Struct, frozen=True):
    """A bar, a dot or a part of one: a rectangle with its upper left corner at (x, y), round if `corner` is half its height."""

    x: float
    y: float
    width: float
    height: float
    corner: float = 0.0
    classes: tuple[str, ...] = ()
    title: str = ""


class Mark(Struct, frozen=True):
    """Something measured: its shapes and words are one thing to point at, and one link.

    Marks with one key are lit together. With `again` the same link is in another mark, where the Tab key stops at it.
    """

    key: str
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]
    title: str
    href: str = ""
    classes: tuple[str, ...] = ()
    again: bool = False


class Rule(Struct, frozen=True):
    """A thin straight line: an axis, a tick, the way from a date to its words."""

    start: Point
    end: Point
    classes: tuple[str, ...] = ()


class Scene(Struct, frozen=True):
    """All of a drawing, from back to front."""

    width: float
    height: float
    regions: tuple[Region, ...] = ()
    wires: tuple[Wire, ...] = ()
    boxes: tuple[Box, ...] = ()
    words: tuple[Words, ...] = ()
    rules: tuple[Rule, ...] = ()
    marks: tuple[Mark, ...] = ()


def height_of(lines: int, notes: int = 0, padding: float = 9.0) -> float:
    """Return the height of a box with so many lines and notes."""
    return round(lines * SIZE * LEADING + notes * SMALL * LEADING + 2 * padding)
