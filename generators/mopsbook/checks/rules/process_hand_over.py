"""Work passes to another team, and nothing says by when they must have taken it.

What: Where a step of a process is done by other teams than every step before it that leads to it, the step has an `sla`, or
the process as a whole has one, or the step says `hand_over: false` because nobody waits. Ways back, on which somebody
corrects what was returned, are not looked at. That a step marked as a hand-over has an SLA is asked for by the rule
`incomplete`.

Why: Within a team work is taken up by itself. Between teams it lies in a queue, and each side counts the other's days.

Mend: Agree on a time and write it as `sla` with `hand_over: true`. If the next team works by its own calendar and nobody
waits for it, write `hand_over: false`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.targets import teams_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Processes are asked."""
    return kind.name == "process"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each step that another team takes over without a time."""
    for document in shelf.of_kind("process"):
        data = document.data
        if data.get("status") == "retired" or data.get("sla") or document.is_spoilt(("sla",)):
            continue
        steps = data.get("steps", ())
        teams = [teams_at(shelf, document, ("steps", index, "responsible")) for index in range(len(steps))]
        for index, before in enumerate(_before(document)):
            step, at = steps[index], ("steps", index)
            others = [teams[number] for number in before if teams[number]]
            settled = step.get("sla") or "hand_over" in step or not teams[index] or not step.get("id")
            if settled or document.is_spoilt((*at, "sla")) or document.is_spoilt((*at, "hand_over")):
                continue
            if others and all(teams[index].isdisjoint(other) for other in others):
                whose = listed(sorted({name for other in others for name in other}), 3, "and")
                takes = "takes" if len(teams[index]) == 1 else "take"
                message = (
                    f"{listed(sorted(teams[index]), 3, 'and')} {takes} over from {whose}, and nothing says by when"
                )
                hint = "Write the `sla` with `hand_over: true`, or `hand_over: false` if nobody waits."
                yield Complaint(document, (*at, "id"), message, hint)


def _before(document: Document) -> list[list[int]]:
    """Return the numbers of the steps that lead to each step: the one above it, unless that goes elsewhere, and branches."""
    steps = document.data.get("steps", ())
    places = {step["id"]: index for index, step in enumerate(steps) if step.get("id")}
    before: list[list[int]] = [[] for _ in steps]
    for index, step in enumerate(steps):
        branches = [way.get("to", "").rpartition("#")[2] for way in step.get("next", ())]
        onwards = [places[name] for name in branches if name in places] if branches else [index + 1]
        for target in onwards:
            if index < target < len(steps):
                before[target].append(index)
    return before
