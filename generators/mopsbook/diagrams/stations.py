"""A way through stations in columns, from left to right: where something begins, through what it goes, and where it ends."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.diagrams.arcs import arrange_column
from mopsbook.diagrams.clustered import Cluster
from mopsbook.diagrams.measure import wrap
from mopsbook.diagrams.picture import Cell, Picture
from mopsbook.diagrams.scene import LEADING, SIZE, SMALL, Box, Scene, Wire, Words, height_of
from mopsbook.diagrams.svg import number, write_svg
from mopsbook.diagrams.ties import Tie

WIDTH = 720.0
# More boxes than this in one column are a list; the rest stands beside the picture and in the table.
MOST = 12
_MARGIN = 4.0
_GAP = 9.0
# The room between two columns, for the ways; the widest a box becomes; how far the ends of ways at one box are apart.
_BETWEEN, _WIDEST, _SPREAD = 40.0, 150.0, 9.0
# The least a box has for words where the columns stand one below the other.
_ALONE = 200.0


class Station(Struct, frozen=True):
    """Something on the way. `key` is unique in the picture, `href` begins with ROOT, `notes` are small lines below the title."""

    key: str
    title: str
    href: str = ""
    classes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Column(Struct, frozen=True):
    """Stations that are equally far along, with words for what they have in common."""

    label: str
    stations: tuple[Station, ...]


class Said(Struct, frozen=True):
    """What the picture says in words: a sentence, and the table below it; and what its lines mean."""

    alt: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    legend: tuple[tuple[str, str], ...] = ()


def draw_stations(
    id: str, title: str, columns: Sequence[Column], ties: Sequence[Tie], said: Said, hue: int = 255
) -> Picture | None:
    """Return the stations and the ways from each column to the next; None without two columns that something joins.

    Ways between columns that are no neighbours would run through boxes: they are left to the table.
    """
    filled = [column for column in columns if column.stations]
    shown = [Column(column.label, column.stations[:MOST]) for column in filled]
    rest = [station for column in filled for station in column.stations[MOST:]]
    level = {station.key: place for place, column in enumerate(shown) for station in column.stations}
    drawn = [tie for tie in ties if tie.source in level and level.get(tie.target) == level[tie.source] + 1]
    if not drawn:
        return None
    wide, narrow = _arrange(shown, drawn), _arrange_narrow(shown, drawn)
    return Picture(
        id, title, write_svg(wide, f"{id}-wide", title, said.alt, hue), write_svg(narrow, f"{id}-narrow", title, said.alt, hue),
        said.alt, said.heads, said.rows, said.legend, tuple((one.title, one.href, "") for one in rest),
    )  # fmt: skip


def _box(station: Station, width: float) -> Box:
    lines = wrap(station.title, width - 12, SIZE, 3)
    notes = tuple(line for note in station.notes for line in wrap(note, width - 10, SMALL, 2))
    height = height_of(len(lines), len(notes), 6)
    return Box(station.key, 0, 0, width, height, lines, station.title, station.href, station.classes, notes)


def _arrange(columns: Sequence[Column], ties: Sequence[Tie]) -> Scene:
    width = min(_WIDEST, (WIDTH - 2 * _MARGIN - _BETWEEN * (len(columns) - 1)) / len(columns))
    step = (WIDTH - 2 * _MARGIN - width) / (len(columns) - 1)
    labels = [wrap(column.label, step - 8, SMALL, 2) for column in columns]
    head = max(len(lines) for lines in labels) * SMALL * LEADING + 8
    stacks = _untangle([[_box(station, width) for station in column.stations] for column in columns], ties)
    heights = [sum(box.height for box in stack) + _GAP * (len(stack) - 1) for stack in stacks]
    tall = max(heights)
    placed: dict[str, Box] = {}
    words: list[Words] = []
    for place, (stack, height) in enumerate(zip(stacks, heights, strict=True)):
        x, y = _MARGIN + width / 2 + place * step, head + (tall - height) / 2
        words.append(Words(x, SMALL, labels[place], (), "middle", columns[place].label))
        for box in stack:
            placed[box.key] = replace(box, x=x, y=y + box.height / 2)
            y += box.height + _GAP
    wires = _wires(ties, placed)
    return Scene(WIDTH, head + tall + _MARGIN, wires=tuple(wires), boxes=tuple(placed.values()), words=tuple(words))


def _untangle(stacks: list[list[Box]], ties: Sequence[Tie]) -> list[list[Box]]:
    """Return the columns with each box as high as what leads to it, so that few ways cross."""
    for before, stack in pairwise(stacks):
        height = {box.key: place for place, box in enumerate(before)}
        wanted: dict[str, float] = {}
        for box in stack:
            sources = [height[tie.source] for tie in ties if tie.target == box.key and tie.source in height]
            wanted[box.key] = sum(sources) / len(sources) if sources else float(len(before))
        stack.sort(key=lambda box: wanted[box.key])
    return stacks


def _wires(ties: Sequence[Tie], placed: Mapping[str, Box]) -> list[Wire]:
    out = _ports(placed, [(tie.source, tie.target) for tie in ties])
    into = _ports(placed, [(tie.target, tie.source) for tie in ties])
    wires = []
    n = number
    for tie in ties:
        one, other = placed[tie.source], placed[tie.target]
        x, y = one.x + one.width / 2, out[tie.source, tie.target]
        x2, y2 = other.x - other.width / 2, into[tie.target, tie.source]
        bend = (x + x2) / 2
        path = f"M{n(x)} {n(y)}C{n(bend)} {n(y)} {n(bend)} {n(y2)} {n(x2)} {n(y2)}"
        heads = [((x2, y2), (bend, y2)), *([((x, y), (bend, y))] if tie.backward else [])]
        wires.append(tie.along(path, heads))
    return wires


def _ports(placed: Mapping[str, Box], ends: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """Return the height at which each way meets a box: in the order of their other ends, evenly spread."""
    others: dict[str, list[str]] = {}
    for here, there in ends:
        if there not in others.setdefault(here, []):
            others[here].append(there)
    ports: dict[tuple[str, str], float] = {}
    for here, found in others.items():
        box = placed[here]
        apart = min(_SPREAD, (box.height - 8) / len(found))
        for place, there in enumerate(sorted(found, key=lambda key: placed[key].y)):
            ports[here, there] = box.y + (place - (len(found) - 1) / 2) * apart
    return ports


def _arrange_narrow(columns: Sequence[Column], ties: Sequence[Tie]) -> Scene:
    clusters = [
        Cluster(tuple(_box(station, _ALONE) for station in column.stations), column.label, "", ("is-plain",))
        for column in columns
    ]
    return arrange_column(clusters, ties, straight=True)
