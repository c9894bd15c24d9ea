"""Another team takes over in a stage, and nothing says how fast, or how to refuse.

What: Where a step forwards on the main path leads to a stage that another team owns, the stage has an `sla`, or says
`hand_over: false` if nobody has to act at once. A stage that says `hand_over: true` has a way out for records that should
not have come: a transition to a detour or a lost end, or one back. That a marked hand-over has an SLA is asked for by the
rule `incomplete`.

Why: Between two teams leads lie about. Where the receiver cannot refuse, bad leads are left standing instead, and the
giver never learns that they were bad.

Mend: Agree on a time with the team that takes over and write it as `sla`, with `hand_over: true`. Give the stage a
transition for refusals, with reasons at the stage where they end.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mopsbook.checks.finding import Complaint
from mopsbook.checks.stages import own_stage
from mopsbook.checks.targets import teams_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Lifecycles are asked."""
    return kind.name == "lifecycle"


_BESIDE = ("detour", "holding", "terminal-lost")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each stage that another team takes over without a time, or cannot refuse."""
    for document in shelf.of_kind("lifecycle"):
        if document.data.get("status") == "retired":
            continue
        stages = document.data.get("stages", ())
        types = {stage.get("id"): stage.get("type") for stage in stages}
        teams = {stage.get("id"): teams_at(shelf, document, ("stages", n, "owner")) for n, stage in enumerate(stages)}
        for index, stage in enumerate(stages):
            at = ("stages", index)
            if stage.get("hand_over") and stage.get("transitions") and not _can_refuse(stage, types, document):
                hint = "Add a transition to a detour, to a lost end, or back to where it came from."
                message = "it is a hand-over, and whoever takes over cannot refuse"
                yield Complaint(document, (*at, "hand_over"), message, hint)
            unsaid = "hand_over" not in stage and not stage.get("sla") and stage.get("type") == "main"
            if not unsaid or document.is_spoilt((*at, "sla")) or document.is_spoilt((*at, "hand_over")):
                continue
            givers = [giver for giver in stages if stage.get("id") in _forwards(giver, document)]
            others = [teams[giver.get("id")] for giver in givers if giver.get("type") in ("initial", "main")]
            mine = teams[stage.get("id")]
            if mine and others and all(other and mine.isdisjoint(other) for other in others):
                whose = listed(sorted({name for other in others for name in other}), last="and")
                hint = "Write the `sla` with `hand_over: true`, or `hand_over: false` if nobody has to act at once."
                message = f"{listed(sorted(mine))} takes over from {whose}, and nothing says how fast"
                yield Complaint(document, (*at, "id"), message, hint)


def _forwards(stage: Mapping[str, Any], document: Document) -> list[str]:
    ways = [way for way in stage.get("transitions", ()) if way.get("to") and not way.get("back")]
    return [own_stage(way["to"], document) for way in ways]


def _can_refuse(stage: Mapping[str, Any], types: Mapping[Any, Any], document: Document) -> bool:
    """Return whether a way leads out that is none forwards; one that leads nowhere known may be one."""
    ways = [way for way in stage["transitions"] if way.get("to")]
    return any(way.get("back") or types.get(own_stage(way["to"], document), _BESIDE[0]) in _BESIDE for way in ways)
