"""No record can ever get into a stage.

What: From the initial stages, following the transitions, the stage is never reached. A lifecycle without an initial
stage has none that can be reached. Where others follow it that nothing else leads to, they are told with the first.

Why: Reports count records in it and find none, or records stand in it that nobody meant to be there.

Mend: Add the transition that leads to it, mark the stage as `type: initial`, or delete it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.stages import exits, follow, last_groups, may_be, stages_of, unread_ways, ways
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Lifecycles are asked."""
    return kind.name == "lifecycle"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each stage that no way leads to, with those behind it."""
    for document in shelf.of_kind("lifecycle"):
        stages = document.data.get("stages", ())
        starts = [stage["id"] for stage in stages_of(document) if may_be(stage, "initial")]
        if len(stages_of(document)) < max(len(stages), 1) or _has_loose_ways(document, shelf):
            continue
        if not starts:
            hint = "Mark the stage that every record begins in as `type: initial`."
            yield Complaint(document, ("stages",), "no stage is an initial one", hint, on_key=True)
            continue
        reached = follow(ways(document), starts)
        lost = [stage["id"] for stage in stages if stage["id"] not in reached]
        order = [stage["id"] for stage in stages]
        backwards: dict[str, list[str]] = {}
        for stage, targets in ways(document).items():
            for target in targets:
                backwards.setdefault(target, []).append(stage)
        told: set[str] = set()
        for group in last_groups(backwards, list(dict.fromkeys(lost))):
            index = order.index(group[0])
            near = order[index - 1] if index else starts[0]
            behind = follow(ways(document), [group[0]])
            more = [stage for stage in dict.fromkeys(lost) if stage in behind - told and stage != group[0]]
            told |= behind
            too = f", nor to {listed(more, last='and')} behind it" if more else ""
            hint = f"Add the transition that leads to it, perhaps from `{near}`."
            yield Complaint(document, ("stages", index, "id"), f"no way leads to this stage{too}", hint)


def _has_loose_ways(document: Document, shelf: Shelf) -> bool:
    # A misspelt name would make a second finding of one mistake: the stage that was meant is reached by no other way.
    others = {stage for other in shelf.of_kind("lifecycle") if other is not document for stage in ways(other)}
    return bool(unread_ways(document)) or any("#" not in name and name not in others for name in exits(document))
