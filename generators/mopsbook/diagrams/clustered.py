"""Arrange boxes in named clusters, joined by ties: Graphviz places them, several ways are tried, the most legible wins."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import graphviz
from msgspec import Struct
from msgspec.structs import replace

from mopsbook.diagrams.lay_out import INCH, Places, Spline, lay_out
from mopsbook.diagrams.measure import measure, wrap
from mopsbook.diagrams.scene import LEADING, SMALL, Box, Point, Region, Scene, Wire
from mopsbook.diagrams.spread import spread_ends
from mopsbook.diagrams.svg import number
from mopsbook.diagrams.ties import Tie

MARGIN = 8.0
# The width of Material's content column on a laptop, and the height of a screen: what a picture should fit into.
ROOM = (860.0, 1000.0)

# A box with so many ties is a hub.
_HUB = 6

_WAYS: tuple[Mapping[str, str], ...] = (
    {"rankdir": "LR", "nodesep": "0.15", "ranksep": "0.55"},
    {"rankdir": "LR", "nodesep": "0.13", "ranksep": "0.36"},
    {"rankdir": "TB", "nodesep": "0.15", "ranksep": "0.45"},
    {"rankdir": "LR", "nodesep": "0.15", "ranksep": "0.5", "newrank": "true"},
    {"rankdir": "TB", "nodesep": "0.15", "ranksep": "0.45", "newrank": "true"},
)


class Cluster(Struct, frozen=True):
    """Boxes that belong together; their places are still open. Without a label it is no more than a list."""

    boxes: tuple[Box, ...]
    label: str = ""
    href: str = ""
    classes: tuple[str, ...] = ()


def arrange(clusters: Sequence[Cluster], ties: Sequence[Tie]) -> Scene:
    """Return the most legible of several layouts: the first that fits, else the one that shrinks least."""
    best: tuple[float, Scene] | None = None
    for turned in (frozenset[int](), _turn(clusters, ties)):
        for way in _WAYS:
            if best is not None and best[0] >= 0.88:
                return best[1]
            places = _spread(lay_out(_graph(clusters, ties, way, turned)), clusters, ties, turned)
            scene = _scene(clusters, ties, places)
            # A way that runs through a box it has nothing to do with says what is not true: that weighs as much as size.
            # One that runs through the name of a cluster only makes it harder to read.
            worth = min(ROOM[0] / scene.width, ROOM[1] / scene.height, 1.0)
            worth -= 0.05 * _count_trespasses(scene.boxes, ties, places)
            worth -= 0.02 * _count_trespasses([_name(region) for region in scene.regions], ties, places)
            if best is None or worth > best[0] + 0.02:
                best = (worth, scene)
    assert best is not None
    return best[1]


def _spread(places: Places, clusters: Sequence[Cluster], ties: Sequence[Tie], turned: frozenset[int]) -> Places:
    names = _names(clusters)
    halves = {names[box.key]: (box.width / 2, box.height / 2) for cluster in clusters for box in cluster.boxes}
    ends = {f"e{index}": _ends(tie, names, index in turned) for index, tie in enumerate(ties)}
    return spread_ends(places, ends, halves)


def _name(region: Region) -> Box:
    """Return the room that the name of a cluster takes."""
    width = max(measure(line, SMALL) for line in region.lines)
    height = len(region.lines) * SMALL * LEADING
    x, y = region.label_at[0] + width / 2, region.label_at[1] - SMALL + height / 2
    return Box("", x, y, width, height, (), "")


def _count_trespasses(boxes: Sequence[Box], ties: Sequence[Tie], places: Places) -> int:
    found = 0
    for index, tie in enumerate(ties):
        points = places.splines[f"e{index}"].points if f"e{index}" in places.splines else ()
        others = [box for box in boxes if box.key not in (tie.source, tie.target)]
        # A curve stays among its control points: boxes outside them need no closer look.
        for start in range(0, len(points) - 3, 3):
            piece = points[start : start + 4]
            xs, ys = [x + MARGIN for x, _ in piece], [y + MARGIN for _, y in piece]
            near = [
                box
                for box in others
                if abs(2 * box.x - min(xs) - max(xs)) < box.width + max(xs) - min(xs) - 4
                and abs(2 * box.y - min(ys) - max(ys)) < box.height + max(ys) - min(ys) - 4
            ]
            found += sum(_enters(xs, ys, box) for box in near)
    return found


def _enters(xs: Sequence[float], ys: Sequence[float], box: Box) -> bool:
    for step in range(13):
        t = step / 12
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        x = a * xs[0] + b * xs[1] + c * xs[2] + d * xs[3]
        y = a * ys[0] + b * ys[1] + c * ys[2] + d * ys[3]
        if abs(x - box.x) < box.width / 2 - 2 and abs(y - box.y) < box.height / 2 - 2:
            return True
    return False


def _turn(clusters: Sequence[Cluster], ties: Sequence[Tie]) -> frozenset[int]:
    """Return the ties to lay out against their direction, so that a hub has clusters on both its sides.

    Where thirty systems feed one, they would all stand in one column at its left; their tips still say which way data flows.
    """
    home = {box.key: index for index, cluster in enumerate(clusters) for box in cluster.boxes}
    degree = Counter(end for tie in ties for end in (tie.source, tie.target))
    turned: set[int] = set()
    for hub in sorted(key for key in degree if degree[key] >= _HUB):
        sides: dict[str, dict[int, list[int]]] = {"source": {}, "target": {}}
        for index, tie in enumerate(ties):
            side, other = ("source", tie.target) if tie.source == hub else ("target", tie.source)
            if hub in (tie.source, tie.target) and degree[other] < _HUB and home[other] != home[hub]:
                sides[side].setdefault(home[other], []).append(index)
        few, many = sorted(sides.values(), key=lambda side: sum(map(len, side.values())))
        spare = sum(map(len, many.values())) - sum(map(len, few.values()))
        for cluster in sorted(many, key=lambda one: (-len(many[one]), one)):
            if 2 * len(many[cluster]) <= spare:
                turned |= set(many[cluster])
                spare -= 2 * len(many[cluster])
    return frozenset(turned)


def _graph(
    clusters: Sequence[Cluster], ties: Sequence[Tie], way: Mapping[str, str], turned: frozenset[int]
) -> graphviz.Digraph:
    graph = graphviz.Digraph(
        graph_attr={"splines": "true", "margin": "0", "outputorder": "edgesfirst", **way},
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
        edge_attr={"label": "", "arrowsize": "0.7"},
    )
    names = _names(clusters)
    for index, cluster in enumerate(clusters):
        if cluster.label:
            with graph.subgraph(name=f"cluster_{index}") as part:
                width = max(measure(line, SMALL) for line in _label(cluster)) + 6
                height = len(_label(cluster)) * SMALL * LEADING + 2
                # A table of a fixed size keeps room for the label without asking any font how large it is.
                table = f'<<TABLE BORDER="0" CELLPADDING="0" CELLSPACING="0" FIXEDSIZE="TRUE" WIDTH="{width:.0f}" HEIGHT="{height:.0f}"><TR><TD></TD></TR></TABLE>>'
                part.attr(label=table, margin="7", labeljust="l")
                _add_nodes(part, cluster, names)
        else:
            _add_nodes(graph, cluster, names)
    for index, tie in enumerate(ties):
        direction = {(True, True): "both", (False, True): "back", (False, False): "none"}.get(
            (tie.forward, tie.backward), "forward"
        )
        if index in turned:
            direction = {"forward": "back", "back": "forward"}.get(direction, direction)
        graph.edge(*_ends(tie, names, index in turned), id=f"e{index}", dir=direction)
    return graph


def _ends(tie: Tie, names: Mapping[str, str], turned: bool) -> tuple[str, str]:
    source, target = names[tie.source], names[tie.target]
    return (target, source) if turned else (source, target)


def _add_nodes(graph: graphviz.Digraph, cluster: Cluster, names: Mapping[str, str]) -> None:
    for box in cluster.boxes:
        graph.node(names[box.key], width=f"{box.width / INCH:.4f}", height=f"{box.height / INCH:.4f}")


def _names(clusters: Sequence[Cluster]) -> dict[str, str]:
    keys = [box.key for cluster in clusters for box in cluster.boxes]
    return {key: f"n{index}" for index, key in enumerate(keys)}


def _label(cluster: Cluster) -> tuple[str, ...]:
    widest = max(box.width for box in cluster.boxes)
    return wrap(cluster.label, max(widest, 60), SMALL, 2)


def _scene(clusters: Sequence[Cluster], ties: Sequence[Tie], places: Places) -> Scene:
    names = _names(clusters)
    regions: list[Region] = []
    boxes: list[Box] = []
    for index, cluster in enumerate(clusters):
        if cluster.label:
            x, y, width, height = places.frames[f"cluster_{index}"]
            regions.append(
                Region(
                    x + MARGIN,
                    y + MARGIN,
                    width,
                    height,
                    _label(cluster),
                    (x + MARGIN + 8, y + MARGIN + 14),
                    cluster.label,
                    cluster.href,
                    cluster.classes,
                )
            )
        for box in cluster.boxes:
            at = places.nodes[names[box.key]]
            boxes.append(replace(box, x=at[0] + MARGIN, y=at[1] + MARGIN))
    wires = [_wire(tie, places.splines[f"e{index}"]) for index, tie in enumerate(ties) if f"e{index}" in places.splines]
    return Scene(places.width + 2 * MARGIN, places.height + 2 * MARGIN, tuple(regions), tuple(wires), tuple(boxes))


def _wire(tie: Tie, spline: Spline) -> Wire:
    points = [(x + MARGIN, y + MARGIN) for x, y in spline.points]
    path = f"M{_at(points[0])}C{' '.join(_at(point) for point in points[1:])}"
    return tie.along(path, _heads(spline, points))


def _heads(spline: Spline, points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    if spline.head:
        yield (spline.head[0] + MARGIN, spline.head[1] + MARGIN), points[-1]
    if spline.tail:
        yield (spline.tail[0] + MARGIN, spline.tail[1] + MARGIN), points[0]


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
