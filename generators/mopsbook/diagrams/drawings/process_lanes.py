"""A process in lanes by role: who does which step, in which order, where it changes hands, and where it branches."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.arcs import arrange_column
from mopsbook.diagrams.clustered import Cluster
from mopsbook.diagrams.lanes import COLUMNS, Lane, Stop, arrange_lanes
from mopsbook.diagrams.measure import wrap
from mopsbook.diagrams.picture import Cell, Picture, cell, link_to
from mopsbook.diagrams.scene import SIZE, SMALL, Box, height_of
from mopsbook.diagrams.svg import write_svg
from mopsbook.diagrams.ties import Tie
from mopsbook.words import count

EACH = "process"

_COLUMNS = ("Step", "Who", "Answers for it", "Then")
# The width of a step: eight in a row just fit when they are narrower.
_WIDTH, _NARROWER = 101.0, 88.0
# The least a box has for words in the column that telephones show.
_NARROW = 180.0
_LEGEND = (
    ("mb-key mb-key--line is-handover", "Changes hands"),
    ("mb-key mb-key--line way-next", "Goes on"),
    ("mb-key mb-key--line way-branch", "Branches"),
)
_NOBODY = Lane("", "Nobody yet", "", 0)


def draw(catalog: Catalog, subject: Entity) -> Picture | None:
    """Return the steps in their lanes; None for a process of fewer than two steps."""
    steps = [step for step in subject.data.get("steps", ()) if step.get("id")]
    steps = list({step["id"]: step for step in reversed(steps)}.values())[::-1]
    if len(steps) < 2:
        return None
    stops = _stops(catalog, subject, steps)
    ties = _ties(steps, {stop.box.key: stop for stop in stops})
    lanes = list(dict.fromkeys(stop.lane.title for stop in stops))
    alt = f"{subject.title}: {count(len(steps), 'step')} by {', '.join(lanes)}. The table below says the same in words."
    hue = subject.kind.hue
    wide = arrange_lanes(stops, ties)
    narrow = arrange_column(_runs([_told(stop, ties, stops) for stop in stops]), ties, straight=True)
    used = {name for tie in ties for name in tie.classes}
    return Picture(
        "lanes", subject.title, write_svg(wide, "lanes-wide", subject.title, alt, hue),
        write_svg(narrow, "lanes-narrow", subject.title, alt, hue), alt, _COLUMNS, _rows(catalog, subject, steps),
        tuple(item for item in _LEGEND if item[0].rpartition(" ")[2] in used),
    )  # fmt: skip


def _names(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [name for name in value or () if name]


def _stops(catalog: Catalog, subject: Entity, steps: Sequence[dict[str, Any]]) -> list[Stop]:
    lanes: dict[str, Lane] = {}
    stops = []
    width = _NARROWER if len(steps) == COLUMNS else _WIDTH
    for index, step in enumerate(steps):
        who = _who(catalog, subject, step)
        key = f"{who.kind.name}/{who.id}" if who else ""
        lane = lanes.setdefault(key, Lane(key, who.title, link_to(who), len(lanes)) if who else _NOBODY)
        title = f"{index + 1}. {step.get('title') or step['id']}"
        lines = wrap(title, width - 8, SIZE, 5)
        notes = ("by itself",) if step.get("automated") else ()
        box = Box(
            step["id"], 0, 0, width, height_of(len(lines), len(notes), 7), lines, title, link_to(subject, step["id"]),
            ("kind-process", f"lane-{lane.number % 8}", "" if who else "is-unassigned"), notes,
        )  # fmt: skip
        stops.append(Stop(box, lane))
    return stops


def _who(catalog: Catalog, subject: Entity, step: dict[str, Any]) -> Entity | None:
    """Return who does a step: the first responsible role, else the one who answers for it."""
    for field in ("responsible", "accountable"):
        for name in _names(step.get(field)):
            found = catalog.lookup(subject, f"steps.{field}", name)
            if found is not None:
                return found
    return None


def _ties(steps: Sequence[dict[str, Any]], stops: dict[str, Stop]) -> list[Tie]:
    ties = []
    for index, step in enumerate(steps):
        branches = [way for way in step.get("next", ()) if way.get("to") in stops and way["to"] != step["id"]]
        for way in branches:
            ties.append(
                _tie(
                    stops[step["id"]],
                    stops[way["to"]],
                    str(way.get("when", "")),
                    len(branches) > 1 or bool(way.get("when")),
                )
            )
        if not step.get("next") and not step.get("end") and index + 1 < len(steps):
            ties.append(_tie(stops[step["id"]], stops[steps[index + 1]["id"]], "", False))
    return list({(tie.source, tie.target): tie for tie in reversed(ties)}.values())[::-1]


def _tie(one: Stop, other: Stop, when: str, branch: bool) -> Tie:
    hands = one.lane.key != other.lane.key
    title = (
        f"{one.box.title} → {other.box.title}"
        + (f", if: {when}" if when else "")
        + (f" (to {other.lane.title})" if hands else "")
    )
    kind = "way-branch" if branch else "is-handover" if hands else "way-next"
    return Tie(one.box.key, other.box.key, True, False, title, "", (kind,), "", when)


def _told(stop: Stop, ties: Sequence[Tie], stops: Sequence[Stop]) -> Stop:
    """Return a step that says in words where it branches to: beside a column there is no room for conditions."""
    numbers = {one.box.key: index + 1 for index, one in enumerate(stops)}
    notes = list(stop.box.notes)
    for tie in ties:
        if tie.source == stop.box.key and tie.label:
            notes += wrap(f"→ {numbers[tie.target]}: {tie.label}", _NARROW, SMALL, 2)
    return Stop(replace(stop.box, notes=tuple(notes)), stop.lane)


def _runs(stops: Sequence[Stop]) -> list[Cluster]:
    """Return the steps in runs that one role does without a change of hands."""
    runs: list[list[Stop]] = []
    for stop in stops:
        if runs and runs[-1][0].lane.key == stop.lane.key:
            runs[-1].append(stop)
        else:
            runs.append([stop])
    return [
        Cluster(
            tuple(stop.box for stop in run), run[0].lane.title, run[0].lane.href, (f"lane-{run[0].lane.number % 8}",)
        )
        for run in runs
    ]


def _rows(catalog: Catalog, subject: Entity, steps: Sequence[dict[str, Any]]) -> tuple[tuple[Cell, ...], ...]:
    titles = {step["id"]: str(step.get("title") or step["id"]) for step in steps}
    rows = []
    for index, step in enumerate(steps):
        ways = [way for way in step.get("next", ()) if way.get("to") in titles]
        then = "; ".join(titles[way["to"]] + (f" if {way['when']}" if way.get("when") else "") for way in ways)
        if not ways:
            then = "end" if step.get("end") or index + 1 == len(steps) else titles[steps[index + 1]["id"]]
        found = [catalog.lookup(subject, "steps.accountable", name) for name in _names(step.get("accountable"))]
        answers = next((one for one in found if one is not None), None)
        rows.append(
            (
                (f"{index + 1}. {titles[step['id']]}", link_to(subject, step["id"])),
                cell(_who(catalog, subject, step)),
                cell(answers),
                (then, ""),
            )
        )
    return tuple(rows)
