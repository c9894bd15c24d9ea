"""Arrange boxes in one column with ties as tracks beside it: what a telephone shows without zooming."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mopsbook.diagrams.clustered import Cluster
from mopsbook.diagrams.measure import wrap
from mopsbook.diagrams.scene import LEADING, SIZE, SMALL, Box, Point, Region, Scene, Wire, height_of
from mopsbook.diagrams.svg import number
from mopsbook.diagrams.ties import Tie

WIDTH = 350.0
_GAP = 6.0


@dataclass(frozen=True, slots=True)
class _Track:
    """A tie with the two heights it joins and the lane it runs in."""

    tie: Tie
    start: float
    end: float
    lane: int


def arrange_column(clusters: Sequence[Cluster], ties: Sequence[Tie]) -> Scene:
    """Return a column of boxes under the labels of their clusters, and a track on the right for each tie."""
    lanes = max(len(ties), 1)
    regions, boxes, height = _column(clusters, WIDTH - 140)
    tracks = _tracks(boxes, [tie for tie in ties if tie.source != tie.target])
    lanes = max((track.lane for track in tracks), default=0) + 1
    step = min(11.0, 118.0 / lanes)
    right = boxes[0].x + boxes[0].width / 2 if boxes else 0.0
    wires = tuple(_wire(track, right, right + 16 + track.lane * step) for track in tracks)
    return Scene(WIDTH, height, tuple(regions), wires, tuple(boxes))


def _column(clusters: Sequence[Cluster], width: float) -> tuple[list[Region], list[Box], float]:
    regions: list[Region] = []
    boxes: list[Box] = []
    y = 4.0
    for cluster in clusters:
        top = y
        if cluster.label:
            label = wrap(cluster.label, width - 16, SMALL, 2)
            y += 6 + len(label) * SMALL * LEADING + 2
        for box in cluster.boxes:
            lines = wrap(box.title, width - 16, SIZE, 2)
            height = height_of(len(lines), len(box.notes), 7)
            boxes.append(replace(box, x=8 + width / 2, y=y + height / 2, width=width - 8, height=height, lines=lines))
            y += height + _GAP
        if cluster.label:
            regions.append(Region(4, top, width + 8, y - top, label, (14, top + 14), cluster.label, cluster.href, cluster.classes))
            y += 8
    return regions, boxes, y + 4


def _tracks(boxes: Sequence[Box], ties: Sequence[Tie]) -> list[_Track]:
    """Return the tracks: each tie has a height of its own at both its boxes, and short ties run further in."""
    at = {box.key: index for index, box in enumerate(boxes)}
    known = [tie for tie in ties if tie.source in at and tie.target in at]
    ends: dict[str, list[tuple[int, int]]] = {}
    for index, tie in enumerate(known):
        for one, other in ((tie.source, tie.target), (tie.target, tie.source)):
            ends.setdefault(one, []).append((at[other], index))
    heights: dict[tuple[str, int], float] = {}
    for key, partners in ends.items():
        box = boxes[at[key]]
        # Ties that go up leave above those that go down, the longest outermost, so that they do not cross at the box.
        up = sorted((item for item in partners if item[0] < at[key]), reverse=False)
        down = sorted((item for item in partners if item[0] > at[key]), reverse=False)
        order = [*reversed(up), *reversed(down)]
        spread = min(7.0, (box.height - 8) / max(len(order), 1))
        for place, (_, index) in enumerate(order):
            heights[(key, index)] = box.y + (place - (len(order) - 1) / 2) * spread
    spans = sorted(range(len(known)), key=lambda index: (abs(at[known[index].source] - at[known[index].target]), index))
    lanes: list[list[tuple[float, float]]] = []
    tracks: list[_Track] = []
    for index in spans:
        tie = known[index]
        start, end = heights[(tie.source, index)], heights[(tie.target, index)]
        low, high = min(start, end) - 3, max(start, end) + 3
        lane = next((number for number, taken in enumerate(lanes) if all(high < a or low > b for a, b in taken)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((low, high))
        tracks.append(_Track(tie, start, end, lane))
    return tracks


def _wire(track: _Track, left: float, x: float) -> Wire:
    tie, start, end = track.tie, track.start, track.end
    turn = min(6.0, abs(end - start) / 2, x - left)
    sign = 1 if end > start else -1
    n = number
    path = (
        f"M{n(left)} {n(start)}H{n(x - turn)}Q{n(x)} {n(start)} {n(x)} {n(start + sign * turn)}"
        f"V{n(end - sign * turn)}Q{n(x)} {n(end)} {n(x - turn)} {n(end)}H{n(left)}"
    )
    heads: list[tuple[Point, Point]] = []
    if tie.forward:
        heads.append(((left, end), (left + 8, end)))
    if tie.backward:
        heads.append(((left, start), (left + 8, start)))
    return Wire(tie.source, tie.target, path, tie.title, tie.href, tie.classes, tuple(heads), tie.via)
