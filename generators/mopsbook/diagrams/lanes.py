"""Arrange steps in lanes: one lane a role, time from left to right, long processes in bands one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mopsbook.diagrams.channels import STEP, wire_straight
from mopsbook.diagrams.measure import wrap
from mopsbook.diagrams.scene import LEADING, SMALL, Box, Point, Region, Scene, Wire, Words
from mopsbook.diagrams.svg import number
from mopsbook.diagrams.ties import Tie

# So many columns fit beside the names of the lanes at nearly natural size in Material's content column on a laptop.
COLUMNS = 8
_LABEL = 104.0
_BETWEEN = 16.0
_PAD = 9.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A role with its steps. `number` is its place in the whole process, and gives it its hue."""

    key: str
    title: str
    href: str
    number: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A step in a lane; its place is still open."""

    box: Box
    lane: Lane


def arrange_lanes(stops: Sequence[Stop], ties: Sequence[Tie]) -> Scene:
    """Return the scene. Ways to the next column run straight; all others, and all that have a condition, above the lanes."""
    regions: list[Region] = []
    wires: list[Wire] = []
    boxes: list[Box] = []
    words: list[Words] = []
    y = 4.0
    width = 0.0
    rows = -(-len(stops) // COLUMNS)
    columns = -(-len(stops) // rows)
    bands = [stops[start : start + columns] for start in range(0, len(stops), columns)]
    titles = {stop.box.key: stop.box.title for stop in stops}
    band_of = {stop.box.key: number for number, band in enumerate(bands) for stop in band}
    for number_, band in enumerate(bands):
        drawn = _Band(number_, band, [tie for tie in ties if band_of[tie.source] == number_], band_of, titles)
        regions += drawn.regions(y)
        wires += drawn.wires(y)
        boxes += drawn.boxes(y)
        words += drawn.words(y)
        width = max(width, _LABEL + (stops[0].box.width + _BETWEEN) * len(band) + (20 if len(bands) > 1 else 0))
        y += drawn.height + 14
    regions = [replace(region, width=width - 2) for region in regions]
    return Scene(width, y - 8, tuple(regions), tuple(wires), tuple(boxes), tuple(words))


class _Band:
    """One row of lanes with up to COLUMNS steps."""

    def __init__(
        self, number: int, stops: Sequence[Stop], ties: Sequence[Tie], band_of: dict[str, int], titles: dict[str, str]
    ) -> None:
        self.titles = titles
        self.step = stops[0].box.width + _BETWEEN
        self.number = number
        self.stops = stops
        self.band_of = band_of
        self.column = {stop.box.key: index for index, stop in enumerate(stops)}
        self.lanes = sorted({stop.lane.key: stop.lane for stop in stops}.values(), key=lambda lane: lane.number)
        self.straight = [tie for tie in ties if self._is_straight(tie)]
        self.jumps = sorted((tie for tie in ties if tie not in self.straight), key=self._reach)
        self.lane_height = {
            lane.key: max(stop.box.height for stop in stops if stop.lane.key == lane.key) + 2 * _PAD
            for lane in self.lanes
        }
        self.ports = self._ports()
        self.labels = [self._label(index, tie) for index, tie in enumerate(self.jumps)]
        self.top = self._line(len(self.jumps) - 1, 0) + 14 if self.jumps else 0.0
        self.height = self.top + sum(self.lane_height.values())

    def _is_straight(self, tie: Tie) -> bool:
        here, there = self.column[tie.source], self.column.get(tie.target)
        return not tie.label and there is not None and there == here + 1

    def _reach(self, tie: Tie) -> tuple[float, str, str]:
        here, there = self.column[tie.source], self._goal_column(tie)
        return (-abs(there - here), tie.source, tie.target)

    def _goal_column(self, tie: Tie) -> float:
        if tie.target in self.column:
            return self.column[tie.target]
        return len(self.stops) - 0.4 if self.band_of[tie.target] > self.number else -0.5

    def _lane_top(self, key: str) -> float:
        y = self.top
        for lane in self.lanes:
            if lane.key == key:
                return y
            y += self.lane_height[lane.key]
        return y

    def _placed(self, stop: Stop, y: float) -> Box:
        x = _LABEL + self.step * (self.column[stop.box.key] + 0.5)
        return replace(stop.box, x=x, y=y + self._lane_top(stop.lane.key) + self.lane_height[stop.lane.key] / 2)

    def boxes(self, y: float) -> list[Box]:
        """Return the steps in their places."""
        return [self._placed(stop, y) for stop in self.stops]

    def regions(self, y: float) -> list[Region]:
        """Return the lanes, each with the name of its role."""
        found = []
        for lane in self.lanes:
            top, height = y + self._lane_top(lane.key), self.lane_height[lane.key]
            lines = wrap(lane.title, _LABEL - 14, SMALL, 3)
            at = (8.0, top + height / 2 - (len(lines) - 1) * SMALL * LEADING / 2 + SMALL * 0.35)
            found.append(
                Region(1, top + 1, 0, height - 2, lines, at, lane.title, lane.href, (f"lane-{lane.number % 8}",))
            )
        return found

    def wires(self, y: float) -> list[Wire]:
        """Return the ways."""
        placed = {stop.box.key: self._placed(stop, y) for stop in self.stops}
        found = []
        for tie in self.straight:
            one, other = placed[tie.source], placed[tie.target]
            found.append(wire_straight(tie, (one.x + one.width / 2, one.y), (other.x - other.width / 2, other.y)))
        found += [self._jump(tie, index, placed, y) for index, tie in enumerate(self.jumps)]
        return found

    def _line(self, index: int, y: float) -> float:
        return y + sum(STEP + SMALL * LEADING * max(len(words.lines), 0.4) for words in self.labels[: index + 1])

    def _ports(self) -> dict[tuple[int, str], float]:
        """Return how far from the middle of a box each jump leaves or enters at its top."""
        uses: dict[str, list[tuple[float, int, str]]] = {}
        for index, tie in enumerate(self.jumps):
            uses.setdefault(tie.source, []).append((self._goal_column(tie), index, "out"))
            if tie.target in self.column:
                uses.setdefault(tie.target, []).append((self.column[tie.source], index, "in"))
        ports = {}
        for found in uses.values():
            ordered = sorted(found)
            for place, (_, index, side) in enumerate(ordered):
                ports[(index, side)] = (place - (len(ordered) - 1) / 2) * min(14.0, 70.0 / len(ordered))
        return ports

    def _jump(self, tie: Tie, index: int, placed: dict[str, Box], y: float) -> Wire:
        n = number
        line, ports, box = self._line(index, y), self.ports, placed[tie.source]
        x, start = box.x + ports[(index, "out")], box.y - box.height / 2
        if tie.target not in placed:
            # It goes on in another band: forwards at the right end, backwards at the left.
            end = _LABEL + self.step * (self._goal_column(tie) + 0.5)
            sign = 1 if end > x else -1
            path = f"M{n(x)} {n(start)}V{n(line + 5)}Q{n(x)} {n(line)} {n(x + sign * 5)} {n(line)}H{n(end)}"
            return Wire(
                tie.source, tie.target, path, tie.title, tie.href, tie.classes, (((end, line), (end - sign * 8, line)),)
            )
        goal = placed[tie.target]
        end_x, end_y = goal.x + ports[(index, "in")], goal.y - goal.height / 2
        sign = 1 if end_x > x else -1
        turn = min(5.0, abs(end_x - x) / 2)
        path = (
            f"M{n(x)} {n(start)}V{n(line + turn)}Q{n(x)} {n(line)} {n(x + sign * turn)} {n(line)}H{n(end_x - sign * turn)}"
            f"Q{n(end_x)} {n(line)} {n(end_x)} {n(line + turn)}V{n(end_y)}"
        )
        tip: Point = (end_x, end_y)
        return Wire(tie.source, tie.target, path, tie.title, tie.href, tie.classes, ((tip, (end_x, end_y - 8)),))

    def words(self, y: float) -> list[Words]:
        """Return the conditions, each above the line of its way, beginning where the way leaves."""
        return [
            replace(words, y=self._line(index, y) - 4 - (len(words.lines) - 1) * SMALL * LEADING)
            for index, words in enumerate(self.labels)
            if words.lines
        ]

    def _label(self, index: int, tie: Tie) -> Words:
        # A way that leaves the band says where it leads, since its goal is out of sight.
        goal = "" if tie.target in self.column else f"→ {self.titles[tie.target]}"
        label = f"{tie.label} {goal}".strip()
        x = _LABEL + self.step * (self.column[tie.source] + 0.5) + self.ports[(index, "out")]
        end = _LABEL + self.step * (self._goal_column(tie) + 0.5)
        low, high = min(x, end), max(x, end)
        room = max(high - low, self.step * 2.0) - 10
        if low + room > _LABEL + self.step * len(self.stops):
            low = max(_LABEL, _LABEL + self.step * len(self.stops) - room)
        return Words(low + 6, 0, wrap(label, room, SMALL, 2) if label else (), (), "start", label)
