"""A lifecycle as a state diagram: the main path on one line, detours below it, lost ends at their right."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.arcs import arrange_column
from mopsbook.diagrams.channels import Channel, Ports, order_lines, wire_straight, wire_through
from mopsbook.diagrams.clustered import Cluster
from mopsbook.diagrams.measure import fit
from mopsbook.diagrams.picture import Cell, Picture, cell, link_to
from mopsbook.diagrams.scene import SIZE, Box, Scene, Wire, height_of
from mopsbook.diagrams.svg import write_svg
from mopsbook.diagrams.ties import Tie
from mopsbook.words import amount, count

EACH = "lifecycle"

_MAIN = ("initial", "main", "terminal-won")
_MARGIN = 8.0
_GAP = 26.0
_COLUMNS = ("From", "To", "If", "By", "Done by", "In")
_LEGEND = (
    ("mb-key mb-key--line way-main", "The main path"),
    ("mb-key mb-key--line way-skip", "Skips stages"),
    ("mb-key mb-key--line way-aside", "Leaves the path"),
    ("mb-key mb-key--line way-back", "Comes back"),
)


def draw(catalog: Catalog, subject: Entity) -> Picture | None:
    """Return the states and the ways between them, or None for a lifecycle without stages."""
    stages = [stage for stage in subject.data.get("stages", ()) if stage.get("id")]
    stages = list({stage["id"]: stage for stage in reversed(stages)}.values())[::-1]
    if not stages:
        return None
    boxes = {stage["id"]: _box(stage, subject) for stage in stages}
    main = [stage["id"] for stage in stages if stage.get("type") in _MAIN]
    aside = sorted(
        (stage for stage in stages if stage["id"] not in main), key=lambda stage: stage.get("type") == "terminal-lost"
    )
    below = [stage["id"] for stage in aside]
    ties = _ties(stages, boxes, main)
    hue = subject.kind.hue
    alt = (
        f"{subject.title}: {count(len(stages), 'stage')}. The main path is {', '.join(boxes[id].title for id in main)}."
        + (f" Beside it are {', '.join(boxes[id].title for id in below)}." if below else "")
    )
    wide = _arrange(boxes, main, below, ties)
    clusters = [
        Cluster(tuple(boxes[id] for id in ids), label)
        for ids, label in ((main, "Main path"), (below, "Beside it"))
        if ids
    ]
    narrow = arrange_column(clusters, ties, straight=True)
    used = {name for tie in ties for name in tie.classes}
    return Picture(
        "lifecycle", subject.title, write_svg(wide, "lifecycle-wide", subject.title, alt, hue),
        write_svg(narrow, "lifecycle-narrow", subject.title, alt, hue), alt, _COLUMNS, _rows(catalog, subject, stages),
        tuple(item for item in _LEGEND if item[0].rpartition(" ")[2] in used),
    )  # fmt: skip


def _box(stage: dict[str, Any], subject: Entity) -> Box:
    title = str(stage.get("title") or stage["id"])
    width, lines = fit(title, (76, 92, 112), SIZE)
    notes: tuple[str, ...] = ()
    field = subject.kind.field("stages.sla.unit")
    if stage.get("sla") and field:
        unit = field.value_label(stage["sla"].get("unit", ""))
        notes = fit(amount(stage["sla"].get("value", ""), unit), (width + 8,), 10, 2)[1]
    kind = str(stage.get("type", "main"))
    corner = 20.0 if kind.startswith("terminal") else 6.0
    return Box(
        stage["id"], 0, 0, width + 16, height_of(len(lines), len(notes), 9), lines, title, link_to(subject, stage["id"]),
        ("kind-lifecycle", f"stage-{kind}"), notes, corner,
    )  # fmt: skip


def _ties(stages: Sequence[dict[str, Any]], boxes: dict[str, Box], main: Sequence[str]) -> list[Tie]:
    ties = []
    for stage in stages:
        for way in stage.get("transitions", ()):
            source, target = stage["id"], way.get("to")
            if target not in boxes or source == target:
                continue
            title = f"{boxes[source].title} → {boxes[target].title}" + (
                f": {way['condition']}" if way.get("condition") else ""
            )
            kind = _class(source, target, way, main)
            ties.append(Tie(source, target, True, False, title, classes=(kind,), trunk=target))
    return list({(tie.source, tie.target): tie for tie in reversed(ties)}.values())[::-1]


def _class(source: str, target: str, way: dict[str, Any], main: Sequence[str]) -> str:
    if source in main and target in main:
        step = main.index(target) - main.index(source)
        return "way-main" if step == 1 else "way-skip" if step > 0 else "way-back"
    return "way-aside" if target not in main and not way.get("back") else "way-back"


def _arrange(boxes: dict[str, Box], main: Sequence[str], below: Sequence[str], ties: Sequence[Tie]) -> Scene:
    """Return the scene: a channel above the main path for skips, one between the rows, one below for ways between asides."""
    width = sum(boxes[id].width for id in main) + _GAP * max(len(main) - 1, 0) + 2 * _MARGIN
    over = [tie for tie in ties if tie.source in main and tie.target in main and "way-main" not in tie.classes]
    between = [tie for tie in ties if (tie.source in main) != (tie.target in main)]
    under = [tie for tie in ties if tie.source not in main and tie.target not in main]
    xs = {**_spread(boxes, main, _MARGIN, _GAP), **_beneath(boxes, main, below, between, width)}
    group = _line_of(main)
    top = Channel(_MARGIN, tuple(reversed(order_lines(over, group, xs.__getitem__))))
    row = max((boxes[id].height for id in main), default=0.0)
    main_y = top.bottom + row / 2
    middle = Channel(main_y + row / 2 + 4, order_lines(between, group, xs.__getitem__))
    low = max((boxes[id].height for id in below), default=0.0)
    low_y = middle.bottom + low / 2 + 4
    bottom = Channel(low_y + low / 2 + 2, order_lines(under, group, xs.__getitem__))
    placed = {id: replace(boxes[id], x=xs[id], y=main_y if id in main else low_y) for id in boxes}
    wires = _wires(placed, main, ties, {"top": top, "middle": middle, "bottom": bottom})
    right = max(box.x + box.width / 2 for box in placed.values()) + _MARGIN
    height = (bottom.bottom if under else low_y + low / 2 if below else main_y + row / 2) + _MARGIN
    return Scene(max(width, right), height, (), tuple(wires), tuple(placed.values()))


def _line_of(main: Sequence[str]) -> Any:
    def group(tie: Tie) -> str:
        # Ways that leave the path share the line of where they go, ways back the line of where they come from.
        if tie.source not in main and tie.target in main:
            return f"from-{tie.source}"
        # A line has one colour: what skips ahead to a stage and what comes back to it are two.
        return f"to-{tie.target}{'-back' if 'way-back' in tie.classes else ''}"

    return group


def _spread(boxes: dict[str, Box], ids: Sequence[str], x: float, gap: float) -> dict[str, float]:
    xs = {}
    for id in ids:
        xs[id] = x + boxes[id].width / 2
        x += boxes[id].width + gap
    return xs


def _beneath(
    boxes: dict[str, Box], main: Sequence[str], below: Sequence[str], ties: Sequence[Tie], width: float
) -> dict[str, float]:
    """Return where the asides stand: each below the middle of what it is joined with, in order, without touching."""
    if not below:
        return {}
    above = _spread(boxes, main, _MARGIN, _GAP)
    wanted = {}
    for id in below:
        joined = [above[tie.source] for tie in ties if tie.target == id] + [
            above[tie.target] for tie in ties if tie.source == id
        ]
        wanted[id] = sum(joined) / len(joined) if joined else width / 2
    xs: dict[str, float] = {}
    left = _MARGIN
    for id in below:
        half = boxes[id].width / 2
        xs[id] = max(left + half, wanted[id])
        left = xs[id] + half + _GAP * 2
    # What ran over the right end is pushed back, from right to left.
    right = max(width, sum(boxes[id].width + _GAP * 2 for id in below)) - _MARGIN
    for id in reversed(below):
        xs[id] = min(xs[id], right - boxes[id].width / 2)
        right = xs[id] - boxes[id].width / 2 - _GAP
    return xs


def _wires(
    placed: dict[str, Box], main: Sequence[str], ties: Sequence[Tie], channels: dict[str, Channel]
) -> list[Wire]:
    group = _line_of(main)
    routes = [(tie, _route(tie, main)) for tie in ties if "way-main" not in tie.classes]
    uses: list[tuple[str, str, str, float]] = []
    for tie, (_, out, into) in routes:
        uses.append((tie.source, out, f"{group(tie)} out", placed[tie.target].x))
        uses.append((tie.target, into, f"{group(tie)} in", placed[tie.source].x))
    ports = Ports(placed, uses)
    wires = []
    for tie in ties:
        if "way-main" in tie.classes:
            one, other = placed[tie.source], placed[tie.target]
            wires.append(wire_straight(tie, (one.x + one.width / 2, one.y), (other.x - other.width / 2, other.y)))
            continue
        name, out, into = _route(tie, main)
        end = ports.at(tie.target, into, f"{group(tie)} in")
        start = ports.at_above(tie.source, out, f"{group(tie)} out", end[0])
        wires.append(wire_through(tie, start, end, channels[name].at(group(tie))))
    return wires


def _route(tie: Tie, main: Sequence[str]) -> tuple[str, str, str]:
    """Return the channel a way runs in, the side it leaves by and the side it enters by."""
    if tie.source in main and tie.target in main:
        return "top", "top", "top"
    if tie.source in main:
        return "middle", "bottom", "top"
    if tie.target in main:
        return "middle", "top", "bottom"
    return "bottom", "bottom", "bottom"


def _rows(catalog: Catalog, subject: Entity, stages: Sequence[dict[str, Any]]) -> tuple[tuple[Cell, ...], ...]:
    titles = {stage["id"]: str(stage.get("title") or stage["id"]) for stage in stages}
    trigger = subject.kind.field("stages.transitions.trigger")
    rows = []
    for stage in stages:
        for way in stage.get("transitions", ()):
            if way.get("to") not in titles:
                continue
            who = catalog.lookup(subject, "stages.transitions.performed_by", str(way.get("performed_by", "")))
            system = catalog.lookup(subject, "stages.transitions.system", str(way.get("system", "")))
            rows.append(
                (
                    (titles[stage["id"]], link_to(subject, stage["id"])),
                    (titles[way["to"]], link_to(subject, way["to"])),
                    (str(way.get("condition", "")), ""),
                    (trigger.value_label(way["trigger"]) if trigger and way.get("trigger") else "", ""),
                    cell(who),
                    cell(system),
                )
            )
    return tuple(rows)
