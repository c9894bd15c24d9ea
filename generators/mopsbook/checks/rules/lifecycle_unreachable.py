"""No record can ever get into a stage.

What: From the initial stages, following the transitions, the stage is never reached. A lifecycle without an initial
stage has none that can be reached.

Why: Reports count records in it and find none, or records stand in it that nobody meant to be there.

Mend: Add the transition that leads to it, mark the stage as `type: initial`, or delete it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.stages import exits, follow, may_be, stages_of, unread_ways, ways
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Lifecycles are asked."""
    return kind.name == "lifecycle"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each stage that no way leads to."""
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
        for index, stage in enumerate(stages):
            if stage.get("id") and stage["id"] not in reached:
                near = stages[index - 1].get("id") if index else starts[0]
                hint = f"Add the transition that leads to it{f', perhaps from `{near}`' if near else ''}."
                yield Complaint(document, ("stages", index, "id"), "no way leads to this stage", hint)


def _has_loose_ways(document: Document, shelf: Shelf) -> bool:
    # A misspelt name would make a second finding of one mistake: the stage that was meant is reached by no other way.
    others = {stage for other in shelf.of_kind("lifecycle") if other is not document for stage in ways(other)}
    return bool(unread_ways(document)) or any("#" not in name and name not in others for name in exits(document))
