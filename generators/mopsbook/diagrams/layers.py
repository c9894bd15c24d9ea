"""Arrange boxes in layers, from left to right along the ways between them: what feeds stands before what is fed.

For the few dozen boxes of one object or one field, where Graphviz would take a hundred times as long.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from mopsbook.diagrams.rising import make_rising
from mopsbook.diagrams.scene import Box, Point, Scene, Wire
from mopsbook.diagrams.svg import number as n
from mopsbook.diagrams.ties import Tie

_MARGIN = 6.0
_GAP = 9.0
# Between two layers; less where there are many, which would shrink more than the ways gain by the room.
_BETWEEN, _CLOSE, _MANY = 44.0, 28.0, 6
_PORT = 10.0
# What a way that passes a layer needs between two boxes.
_PASSAGE = 4.0
_ROUNDS = 6


class _Node(Struct):
    """A box, or the place where a way passes a layer. `before` and `after` are the indices of its neighbours."""

    layer: int
    height: float
    box: Box | None = None
    y: float = 0.0
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)


def find_layers(keys: Sequence[str], ties: Sequence[Tie]) -> dict[str, int]:
    """Return the layer of each box, from 0: ways lead to a later one, as far as they do not run in circles."""
    place = {key: at for at, key in enumerate(_in_line(keys, ties))}
    arcs = sorted({_along(tie, place) for tie in ties if tie.source != tie.target}, key=lambda arc: place[arc[0]])
    layers = dict.fromkeys(keys, 0)
    for one, other in arcs:
        layers[other] = max(layers[other], layers[one] + 1)
    # What nothing leads to stands right before what it feeds, not at the far left.
    fed = {other for _, other in arcs}
    for key in keys:
        nexts = [layers[other] for one, other in arcs if one == key]
        if key not in fed and nexts:
            layers[key] = min(nexts) - 1
    return layers


def arrange_layers(boxes: Sequence[Box], ties: Sequence[Tie], layers: Mapping[str, int]) -> Scene:
    """Return the boxes in columns. Every tie joins boxes of two layers."""
    nodes, arcs = _nodes(boxes, ties, layers)
    columns = _columns(nodes)
    _settle(nodes, columns)
    top = min(node.y - node.height / 2 for node in nodes)
    for node in nodes:
        node.y += _MARGIN - top
    lefts, rights = _edges(nodes, columns)
    placed = {}
    for node in nodes:
        if node.box:
            x = (lefts[node.layer] + rights[node.layer]) / 2
            placed[node.box.key] = replace(node.box, x=x, y=node.y, height=node.height)
    wires = _wires(nodes, arcs, placed, (lefts, rights))
    height = max(node.y + node.height / 2 for node in nodes) + _MARGIN
    return Scene(rights[-1] + _MARGIN, height, (), tuple(wires), tuple(placed[box.key] for box in boxes))


def _in_line(keys: Sequence[str], ties: Sequence[Tie]) -> list[str]:
    """Return the boxes so that few ways lead backwards: sources first, sinks last, of the rest what sends most (Eades 1993)."""
    out: dict[str, set[str]] = {key: set() for key in keys}
    into: dict[str, set[str]] = {key: set() for key in keys}
    for tie in ties:
        if tie.source != tie.target:
            out[tie.source].add(tie.target)
            into[tie.target].add(tie.source)
    first: list[str] = []
    last: list[str] = []
    left = list(keys)
    while left:
        sink = next((key for key in reversed(left) if not out[key]), None)
        source = next((key for key in left if not into[key]), None)
        pick = sink or source or max(left, key=lambda key: (len(out[key]) - len(into[key]), -left.index(key)))
        (last if sink else first).append(pick)
        left.remove(pick)
        for other in out.pop(pick):
            into[other].discard(pick)
        for other in into.pop(pick):
            out[other].discard(pick)
    return [*first, *reversed(last)]


def _along(tie: Tie, place: Mapping[str, int]) -> tuple[str, str]:
    return (tie.source, tie.target) if place[tie.source] < place[tie.target] else (tie.target, tie.source)


def _nodes(
    boxes: Sequence[Box], ties: Sequence[Tie], layers: Mapping[str, int]
) -> tuple[list[_Node], list[tuple[Tie, list[int]]]]:
    """Return the nodes, and each tie with the nodes on its way, from left to right."""
    nodes = [_Node(layers[box.key], box.height, box) for box in boxes]
    at = {box.key: index for index, box in enumerate(boxes)}
    arcs: list[tuple[Tie, list[int]]] = []
    for tie in ties:
        one, other = sorted((at[tie.source], at[tie.target]), key=lambda index: nodes[index].layer)
        way = [one]
        for layer in range(nodes[one].layer + 1, nodes[other].layer):
            nodes.append(_Node(layer, _PASSAGE))
            way.append(len(nodes) - 1)
        way.append(other)
        arcs.append((tie, way))
        for here, there in pairwise(way):
            nodes[here].after.append(there)
            nodes[there].before.append(here)
    for node in nodes:
        if node.box:
            # A box is as tall as its ways need to stay apart.
            node.height = max(node.height, _PORT * max(len(node.before), len(node.after)) + 8)
    return nodes, arcs


def _columns(nodes: Sequence[_Node]) -> list[list[int]]:
    """Return the nodes of each layer from the top down, so that few ways cross: each near the middle of its neighbours."""
    columns: list[list[int]] = [[] for _ in range(max(node.layer for node in nodes) + 1)]
    for index, node in enumerate(nodes):
        columns[node.layer].append(index)
    best = (_crossings(nodes, columns), [list(column) for column in columns])
    for turn in range(2 * _ROUNDS):
        forward = turn % 2 == 0
        place = {index: at / max(len(column), 1) for column in columns for at, index in enumerate(column)}
        for column in columns if forward else reversed(columns):
            pulls = {}
            for index in column:
                near = nodes[index].before if forward else nodes[index].after
                near = near or nodes[index].before or nodes[index].after
                pulls[index] = sum(place[other] for other in near) / len(near) if near else place[index]
            column.sort(key=lambda index: (pulls[index], place[index]))
            place |= {index: at / len(column) for at, index in enumerate(column)}
        found = _crossings(nodes, columns)
        if found < best[0]:
            best = (found, [list(column) for column in columns])
    return best[1]


def _crossings(nodes: Sequence[_Node], columns: Sequence[Sequence[int]]) -> int:
    place = {index: at for column in columns for at, index in enumerate(column)}
    crossed = 0
    for column in columns:
        ways = [(place[index], place[other]) for index in column for other in nodes[index].after]
        crossed += sum(a < c and b > d for a, b in ways for c, d in ways)
    return crossed


def _settle(nodes: Sequence[_Node], columns: Sequence[Sequence[int]]) -> None:
    """Set the heights: each node as near as can be to the middle of its neighbours, in order and without touching."""
    for turn in range(_ROUNDS):
        for column in columns if turn % 2 == 0 else reversed(columns):
            wanted = []
            for index in column:
                node = nodes[index]
                near = [nodes[other].y for other in (*node.before, *node.after)]
                wanted.append(sum(near) / len(near) if near and turn else node.y)
            for index, y in zip(column, _apart(wanted, [nodes[index].height for index in column]), strict=True):
                nodes[index].y = y


def _apart(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return the middles of things moved as little as need be, so that they lie one below the other."""
    offsets = [0.0]
    for above, below in pairwise(heights):
        offsets.append(offsets[-1] + (above + below) / 2 + _GAP)
    rising = make_rising([value - offset for value, offset in zip(wanted, offsets, strict=False)])
    return [value + offset for value, offset in zip(rising, offsets, strict=False)]


def _edges(nodes: Sequence[_Node], columns: Sequence[Sequence[int]]) -> tuple[list[float], list[float]]:
    """Return where each layer begins and ends."""
    lefts: list[float] = []
    rights: list[float] = []
    x = _MARGIN
    for column in columns:
        boxes = [nodes[index].box for index in column]
        lefts.append(x)
        rights.append(x + max((box.width for box in boxes if box), default=0.0))
        x = rights[-1] + (_BETWEEN if len(columns) < _MANY else _CLOSE)
    return lefts, rights


def _wires(
    nodes: Sequence[_Node],
    arcs: Sequence[tuple[Tie, list[int]]],
    placed: Mapping[str, Box],
    edges: tuple[list[float], list[float]],
) -> list[Wire]:
    lefts, rights = edges
    ports = _ports(nodes, arcs)
    wires = []
    for number, (tie, way) in enumerate(arcs):
        first, last = placed[_key(nodes[way[0]])], placed[_key(nodes[way[-1]])]
        start: Point = (first.x + first.width / 2, ports[number, True])
        end: Point = (last.x - last.width / 2, ports[number, False])
        path = f"M{n(start[0])} {n(start[1])}"
        if start[0] < rights[nodes[way[0]].layer] - 0.05:
            path += f"H{n(rights[nodes[way[0]].layer])}"
        x, y = rights[nodes[way[0]].layer], start[1]
        for index in way[1:]:
            node = nodes[index]
            to_y = node.y if node.box is None else end[1]
            to_x = lefts[node.layer]
            bend = (x + to_x) / 2
            path += f"C{n(bend)} {n(y)} {n(bend)} {n(to_y)} {n(to_x)} {n(to_y)}"
            x, y = (rights[node.layer], to_y) if node.box is None else (to_x, to_y)
            path += f"H{n(x)}" if node.box is None else f"H{n(end[0])}" if end[0] > to_x + 0.05 else ""
        to_last, to_first = (tie.forward, tie.backward) if tie.target == last.key else (tie.backward, tie.forward)
        heads = [(end, (end[0] - 8, end[1]))] if to_last else []
        heads += [(start, (start[0] + 8, start[1]))] if to_first else []
        wires.append(tie.along(path, heads))
    return wires


def _ports(nodes: Sequence[_Node], arcs: Sequence[tuple[Tie, list[int]]]) -> dict[tuple[int, bool], float]:
    """Return the height at which each tie leaves its first box (True) and enters its last: in the order of where it goes."""
    sides: dict[tuple[int, bool], list[tuple[float, int]]] = defaultdict(list)
    for number, (_, way) in enumerate(arcs):
        sides[way[0], True].append((nodes[way[1]].y, number))
        sides[way[-1], False].append((nodes[way[-2]].y, number))
    ports = {}
    for (index, out), uses in sides.items():
        step = min(_PORT, (nodes[index].height - 8) / len(uses))
        for at, (_, number) in enumerate(sorted(uses)):
            ports[number, out] = nodes[index].y + (at - (len(uses) - 1) / 2) * step
    return ports


def _key(node: _Node) -> str:
    return node.box.key if node.box else ""
