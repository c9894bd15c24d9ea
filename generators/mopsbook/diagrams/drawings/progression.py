"""The statuses of a channel in the order of their steps, with those that are a success marked."""

from itertools import pairwise
from typing import Any

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.arcs import arrange_column
from mopsbook.diagrams.boxes import Room, make_box
from mopsbook.diagrams.clustered import Cluster
from mopsbook.diagrams.picture import Picture, link_to
from mopsbook.diagrams.scene import Box
from mopsbook.diagrams.steps import Step, arrange_steps
from mopsbook.diagrams.svg import write_svg
from mopsbook.diagrams.ties import Tie
from mopsbook.words import count

EACH = "channel"

_ROOM = Room((70.0, 84.0, 104.0), across=14.0, above=7.0)
_COLUMNS = ("Step", "Status", "Begins here", "Success", "Responded")


def draw(catalog: Catalog, subject: Entity) -> Picture | None:
    """Return the steps; None for a channel without statuses."""
    statuses: dict[int, dict[str, dict[str, Any]]] = {}
    for status in subject.data.get("statuses", ()):
        if status.get("id") and status.get("step") is not None:
            statuses.setdefault(int(status["step"]), {}).setdefault(status["id"], status)
    if not statuses:
        return None
    ordered = {number: list(statuses[number].values()) for number in sorted(statuses)}
    steps = [
        Step(f"Step {number}", tuple(_box(status, subject) for status in found)) for number, found in ordered.items()
    ]
    both = subject.data.get("one_way") is False
    moves = "Members may go back." if both else "Members only move to a later step."
    every = [status for found in ordered.values() for status in found]
    won = [_title(status) for status in every if status.get("success")]
    alt = (
        f"{subject.title}: {count(len(every), 'status', 'statuses')} in {count(len(steps), 'step')}. "
        + (f"A success is {', '.join(won)}. " if won else "None is a success. ")
        + moves
    )
    ties = [
        Tie(before.boxes[-1].key, after.boxes[0].key, True, both, moves, classes=("way-main",))
        for before, after in pairwise(steps)
    ]
    hue = subject.kind.hue
    wide = arrange_steps(steps, both)
    narrow = arrange_column([Cluster(step.boxes, step.label, "", ("is-plain",)) for step in steps], ties, straight=True)
    rows = tuple(
        (
            (str(number), ""), (_title(status), link_to(subject, status["id"])), *(
                ("yes" if status.get(name) else "", "") for name in ("default", "success", "responded")
            ),
        )
        for number, found in ordered.items() for status in found
    )  # fmt: skip
    return Picture(
        "progression", subject.title, write_svg(wide, "progression-wide", subject.title, alt, hue),
        write_svg(narrow, "progression-narrow", subject.title, alt, hue), alt, _COLUMNS, rows,
        (("mb-key mb-key--box is-won", "Counts as a success"),) if won else (),
    )  # fmt: skip


def _title(status: dict[str, Any]) -> str:
    return str(status.get("title") or status["id"])


def _box(status: dict[str, Any], subject: Entity) -> Box:
    said = {"default": "begins here", "success": "success", "responded": "responded", "hidden": "not for new"}
    # Whoever brought a success has responded; saying so twice would only take room.
    notes = [
        words
        for name, words in said.items()
        if status.get(name) and not (name == "responded" and status.get("success"))
    ]
    classes = (
        "kind-channel",
        "is-won" if status.get("success") else "",
        "status-retired" if status.get("hidden") else "",
    )
    return make_box(status["id"], _title(status), _ROOM, link_to(subject, status["id"]), classes, tuple(notes))
