"""Arrange steps in lanes: one lane a role, time from left to right, long processes in bands one below the other."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.diagrams.channels import STEP, wire_straight, wire_through
from mopsbook.diagrams.measure import ELLIPSIS, measure, wrap
from mopsbook.diagrams.scene import LEADING, SMALL, Box, Region, Scene, Wire, Words
from mopsbook.diagrams.svg import number
from mopsbook.diagrams.ties import Tie

# So many columns fit beside the names of the lanes at nearly natural size in Material's content column on a laptop.
COLUMNS = 8
_LABEL = 104.0
_BETWEEN = 16.0
_PAD = 9.0


class Lane(Struct, frozen=True):
    """A role with its steps. `number` is its place in the whole process, and gives it its hue."""

    key: str
    title: str
    href: str
    number: int


class Stop(Struct, frozen=True):
    """A step in a lane; its place is still open."""

    box: Box
    lane: Lane


def arrange_lanes(stops: Sequence[Stop], ties: Sequence[Tie]) -> Scene:
    """Return the scene. Ways to the next column run straight; others, and those with a condition, above or below the lanes."""
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
        jumps = sorted((tie for tie in ties if tie not in self.straight), key=self._reach)
        self.lane_height = {
            lane.key: max(stop.box.height for stop in stops if stop.lane.key == lane.key) + 2 * _PAD
            for lane in self.lanes
        }
        self.ports = self._ports(jumps)
        over, under = ([tie for tie in reversed(jumps) if self._is_low(tie) == low] for low in (False, True))
        self.labels = {
            tie: self._label(tie, side[place + 1 :]) for side in (over, under) for place, tie in enumerate(side)
        }
        # From the top down: those that reach furthest run outermost, first above the lanes and last below them.
        self.over, self.under = self._rows(over)[::-1], self._rows(under)
        self.top = self._depth(self.over) + 14 if self.over else 0.0
        self.bottom = self.top + sum(self.lane_height.values())
        self.height = self.bottom + (self._depth(self.under) + 4 if self.under else 0)
        # Words stand outside their line, where only the ends of ways further out run past them.
        self.lines: dict[Tie, float] = {}
        for place, row in enumerate(self.over):
            self.lines |= dict.fromkeys(row, self._depth(self.over[: place + 1]))
        for place, row in enumerate(self.under):
            self.lines |= dict.fromkeys(row, self.bottom + self._depth(self.under[:place]) + STEP)

    def _is_low(self, tie: Tie) -> bool:
        """Tell whether both ends are nearer to the last lane than to the first, so that a way above would be the longer."""
        lanes = [lane.key for lane in self.lanes]
        low = [lanes.index(stop.lane.key) for stop in self.stops if stop.box.key in (tie.source, tie.target)]
        return sum(low) > (len(lanes) - 1) * len(low) / 2

    def _is_straight(self, tie: Tie) -> bool:
        here, there = self.column[tie.source], self.column.get(tie.target)
        return not tie.label and there is not None and there == here + 1

    def _reach(self, tie: Tie) -> tuple[float, str, str]:
        if tie.target not in self.column:
            # Outside all others there is most room for the words that say where it goes on.
            return (-float(COLUMNS), tie.source, tie.target)
        return (-abs(self.column[tie.target] - self.column[tie.source]), tie.source, tie.target)

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
        found += [self._jump(tie, placed, y) for tie in self.lines]
        return found

    def _rows(self, ties: Sequence[Tie]) -> list[list[Tie]]:
        """Return the ways in rows from the inside out: each in the first that lies outside all it would meet."""
        rows: list[list[Tie]] = []
        for tie in ties:
            meets = (place for place, row in enumerate(rows) if any(self._meet(tie, other) for other in row))
            place = max(meets, default=-1) + 1
            rows += [[]] if place == len(rows) else []
            rows[place].append(tie)
        return rows

    def _meet(self, one: Tie, other: Tie) -> bool:
        (low, high), (from_, to) = self._span(one), self._span(other)
        return low < to + 12 and from_ < high + 12

    def _span(self, tie: Tie) -> tuple[float, float]:
        """Return from where to where a way and its condition reach."""
        words, ends = self.labels[tie], self._ends(tie)
        return min(*ends, words.x), max(*ends, words.x + _widest(words.lines))

    def _ends(self, tie: Tie) -> tuple[float, float]:
        start = _LABEL + self.step * (self.column[tie.source] + 0.5) + self.ports[(tie, "out")]
        end = _LABEL + self.step * (self._goal_column(tie) + 0.5) + self.ports.get((tie, "in"), 0)
        return start, end

    def _depth(self, rows: Sequence[Sequence[Tie]]) -> float:
        most = [max(len(self.labels[tie].lines) for tie in row) for row in rows]
        return sum(STEP + SMALL * LEADING * max(lines, 0.4) for lines in most)

    def _ports(self, jumps: Sequence[Tie]) -> dict[tuple[Tie, str], float]:
        """Return how far from the middle of a box each jump leaves or enters it."""
        uses: dict[tuple[str, bool], list[tuple[bool, float, int, Tie, str]]] = {}
        for rank, tie in enumerate(jumps):
            here, there = self.column[tie.source], self._goal_column(tie)
            ends: list[tuple[str, float, float, str]] = [(tie.source, here, there, "out")]
            ends += [(tie.target, there, here, "in")] if tie.target in self.column else []
            for key, at, other, side in ends:
                # Ways nest: to the right the one that reaches furthest leaves first, to the left it leaves last.
                right = other > at
                use = (right, -other, rank if right else -rank, tie, side)
                uses.setdefault((key, self._is_low(tie)), []).append(use)
        ports = {}
        for found in uses.values():
            ordered = sorted(found)
            for place, (*_, tie, side) in enumerate(ordered):
                ports[(tie, side)] = (place - (len(ordered) - 1) / 2) * min(14.0, 70.0 / len(ordered))
        return ports

    def _jump(self, tie: Tie, placed: dict[str, Box], y: float) -> Wire:
        n = number
        line, box = y + self.lines[tie], placed[tie.source]
        down = 1 if self._is_low(tie) else -1
        start = (box.x + self.ports[(tie, "out")], box.y + down * box.height / 2)
        if tie.target in placed:
            goal = placed[tie.target]
            end = (goal.x + self.ports[(tie, "in")], goal.y + down * goal.height / 2)
            return wire_through(tie, start, end, line)
        # It goes on in another band: forwards at the right end, backwards at the left.
        x, end_x = self._ends(tie)
        sign = 1 if end_x > x else -1
        path = f"M{n(x)} {n(start[1])}V{n(line - down * 5)}Q{n(x)} {n(line)} {n(x + sign * 5)} {n(line)}H{n(end_x)}"
        return tie.along(path, [((end_x, line), (end_x - sign * 8, line))])

    def words(self, y: float) -> list[Words]:
        """Return the conditions, each beside the line of its way."""
        found = []
        for tie in self.lines:
            words = self.labels[tie]
            rise = SMALL + 2 if self._is_low(tie) else -4 - (len(words.lines) - 1) * SMALL * LEADING
            if words.lines:
                found.append(replace(words, y=y + self.lines[tie] + rise))
        return found

    def _label(self, tie: Tie, beyond: Sequence[Tie]) -> Words:
        """Return the condition of a way, between the ways further out whose ends run down past it, if it fits there."""
        # A way that leaves the band says where it leads, since its goal is out of sight.
        goal = "" if tie.target in self.column else f"→ {self.titles[tie.target]}"
        label = f"{tie.label} {goal}".strip()
        low, high = sorted(self._ends(tie))
        room = max(high - low, self.step * 2.0) - 10
        bounds = [_LABEL - 6, _LABEL + self.step * len(self.stops) + 6]
        walls = [x for other in beyond for x in self._ends(other)]
        found: list[tuple[int, float, tuple[str, ...]]] = []
        for left, right in pairwise(sorted([*bounds, *walls])):
            lines = wrap(label, max(min(room, right - left - 12), 1), SMALL)
            at = max(left + 6, min(low + 6, right - 6 - _widest(lines)))
            whole = not lines[-1].endswith(ELLIPSIS)
            if whole and min(at + _widest(lines), high) - max(at, low) >= min(24, _widest(lines)):
                found.append((len(lines), at, lines))
        lines = wrap(label, room, SMALL, 2) if label else ()
        anywhere = max(bounds[0] + 6, min(low + 6, bounds[1] - 6 - _widest(lines)))
        _, at, lines = min(found, default=(0, anywhere, lines)) if label else (0, anywhere, lines)
        return Words(at, 0, lines, (), "start", label)


def _widest(lines: Sequence[str]) -> float:
    return max((measure(line, SMALL) for line in lines), default=0.0)
