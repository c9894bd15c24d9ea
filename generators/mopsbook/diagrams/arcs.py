"""Arrange boxes in one column with bundles of ways beside it: what a telephone shows without zooming.

All ways of a busy box run in one trunk, coloured like the box; each other box joins it by a branch of its own. A tip at a
box says that it receives, a tip at the trunk that it sends.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.diagrams.clustered import Cluster
from mopsbook.diagrams.measure import ELLIPSIS, wrap
from mopsbook.diagrams.scene import LEADING, SIZE, SMALL, Box, Point, Region, Scene, Wire, height_of
from mopsbook.diagrams.svg import number as n
from mopsbook.diagrams.ties import Tie

WIDTH = 350.0
_GAP = 6.0
_SLOT = 7.0


class _Trunk(Struct, frozen=True):
    """The ways of one box: `ties` with the ends that join it."""

    owner: str
    ties: tuple[tuple[Tie, str], ...]


def arrange_column(clusters: Sequence[Cluster], ties: Sequence[Tie], straight: bool = False) -> Scene:
    """Return a column of boxes under the labels of their clusters, with the ways on its right.

    With `straight`, a way from a box to the one below it is drawn between them, as befits what happens one after another.
    """
    keys = [box.key for cluster in clusters for box in cluster.boxes]
    steps = set(pairwise(keys)) if straight else set()
    downs = [tie for tie in ties if tie.forward and (tie.source, tie.target) in steps]
    trunks = _trunks(
        [tie for tie in ties if tie.source != tie.target and {tie.source, tie.target} <= set(keys) and tie not in downs]
    )
    slots = Counter(key for trunk in trunks for key in (trunk.owner, *(end for _, end in trunk.ties)))
    room = min(124.0, 22.0 + 13.0 * len(trunks))
    regions, boxes, height = _column(clusters, WIDTH - 20 - room, slots, _GAP + (12 if downs else 0))
    at = {box.key: box for box in boxes}
    lanes, heights = _lanes(trunks, at)
    step = min(12.0, (room - 12) / max(max(lanes.values(), default=0) + 1, 1))
    edge = max((region.x + region.width for region in regions), default=0.0)
    edge = max(edge, *(box.x + box.width / 2 for box in boxes)) if boxes else edge
    wires = [
        _wire(trunk, tie, end, at, heights, edge + 14 + lanes[trunk.owner] * step)
        for trunk in trunks
        for tie, end in trunk.ties
    ]
    wires += [_down(tie, at) for tie in downs]
    return Scene(WIDTH, height, tuple(regions), tuple(wires), tuple(boxes))


def _down(tie: Tie, at: Mapping[str, Box]) -> Wire:
    one, other = at[tie.source], at[tie.target]
    # Right of the middle, where the label of the next cluster does not reach.
    x = one.x + one.width * 0.36
    top, bottom = one.y + one.height / 2, other.y - other.height / 2
    heads = [((x, bottom), (x, bottom - 8))] + ([((x, top), (x, top + 8))] if tie.backward else [])
    return tie.along(f"M{n(x)} {n(top)}V{n(bottom)}", heads)


def _trunks(ties: Sequence[Tie]) -> list[_Trunk]:
    busy = Counter(end for tie in ties for end in (tie.source, tie.target))
    bundles: dict[str, list[tuple[Tie, str]]] = defaultdict(list)
    for tie in ties:
        owner = tie.trunk or max((tie.source, tie.target), key=lambda end: (busy[end], end))
        bundles[owner].append((tie, tie.source if owner == tie.target else tie.target))
    return [_Trunk(owner, tuple(bundles[owner])) for owner in sorted(bundles)]


def _column(
    clusters: Sequence[Cluster], width: float, slots: Mapping[str, int], gap: float
) -> tuple[list[Region], list[Box], float]:
    regions: list[Region] = []
    boxes: list[Box] = []
    y = 4.0
    for cluster in clusters:
        top = y
        label = wrap(cluster.label, width * 0.82 - 8, SMALL, 2) if cluster.label else ()
        y += 7 + len(label) * SMALL * LEADING if label else 0
        for box in cluster.boxes:
            lines = wrap(
                " ".join(box.lines) if not box.lines[-1].endswith(ELLIPSIS) else box.title, width - 16, SIZE, 2
            )
            height = max(height_of(len(lines), len(box.notes), 7), slots[box.key] * _SLOT + 8)
            boxes.append(replace(box, x=8 + width / 2, y=y + height / 2, width=width - 8, height=height, lines=lines))
            y += height + gap
        y -= gap - _GAP
        if label:
            regions.append(
                Region(4, top, width + 8, y - top, label, (13, top + 14), cluster.label, cluster.href, cluster.classes)
            )
        y += 7 if label and gap == _GAP else gap - _GAP
    return regions, boxes, y + 2


def _lanes(trunks: Sequence[_Trunk], at: Mapping[str, Box]) -> tuple[dict[str, int], dict[tuple[str, str], float]]:
    """Return the lane of each trunk, short ones further in, and the height at which each box joins each trunk."""
    spans = {trunk.owner: [at[key].y for key in (trunk.owner, *(end for _, end in trunk.ties))] for trunk in trunks}
    lanes: dict[str, int] = {}
    taken: list[list[tuple[float, float]]] = []
    for owner in sorted(spans, key=lambda owner: (max(spans[owner]) - min(spans[owner]), owner)):
        low, high = min(spans[owner]) - 20, max(spans[owner]) + 20
        lane = next(
            (index for index, spans_ in enumerate(taken) if all(high < a or low > b for a, b in spans_)), len(taken)
        )
        taken += [[]] if lane == len(taken) else []
        taken[lane].append((low, high))
        lanes[owner] = lane
    joined: dict[str, set[str]] = defaultdict(set)
    for trunk in trunks:
        for key in (trunk.owner, *(end for _, end in trunk.ties)):
            joined[key].add(trunk.owner)
    heights: dict[tuple[str, str], float] = {}
    for key, owners in joined.items():
        order = sorted(owners, key=lambda owner: (lanes[owner], owner))
        for place, owner in enumerate(order):
            heights[(key, owner)] = at[key].y + (place - (len(order) - 1) / 2) * _SLOT
    return lanes, heights


def _wire(
    trunk: _Trunk, tie: Tie, end: str, at: Mapping[str, Box], heights: Mapping[tuple[str, str], float], x: float
) -> Wire:  # fmt: skip
    owner = at[trunk.owner]
    a, b = heights[(trunk.owner, trunk.owner)], heights[(end, trunk.owner)]
    left, right = owner.x + owner.width / 2, at[end].x + at[end].width / 2
    sign = 1 if b > a else -1
    turn = min(6.0, abs(b - a) / 2)
    path = (
        f"M{n(left)} {n(a)}H{n(x - turn)}Q{n(x)} {n(a)} {n(x)} {n(a + sign * turn)}"
        f"V{n(b - sign * turn)}Q{n(x)} {n(b)} {n(x - turn)} {n(b)}H{n(right)}"
    )
    to_owner = tie.forward if tie.target == trunk.owner else tie.backward
    to_end = tie.forward if tie.target == end else tie.backward
    heads: list[tuple[Point, Point]] = []
    if to_end:
        heads.append(((right, b), (right + 8, b)))
    if to_owner:
        heads += [((left, a), (left + 8, a))]
        heads += [((x - 1, b), (x - 9, b))] if len(trunk.ties) > 1 else []
    hue = tuple(name for name in owner.classes if name.startswith(("cat-", "stage-", "lane-")))
    return tie.along(path, heads, "is-trunk", *hue)
