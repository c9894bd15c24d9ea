"""No record can ever get into a stage.

What: From the initial stages, following the transitions, the stage is never reached. A lifecycle without an initial stage has
none that can be reached.

Why: Reports count records in it and find none, or records stand in it that nobody meant to be there.

Mend: Add the transition that leads to it, mark the stage as `type: initial`, or delete it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.stages import follow, ways
from mopsbook.documents.shelf import Shelf

SEVERITY = "error"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each stage that no way leads to."""
    for document in shelf.of_kind("lifecycle"):
        stages = document.data.get("stages", ())
        starts = [stage.get("id") for stage in stages if stage.get("type") == "initial"]
        if stages and not starts:
            hint = "Mark the stage that every record begins in as `type: initial`."
            yield Complaint(document, ("stages",), "no stage is an initial one", hint, on_key=True)
            continue
        reached = follow(ways(document), starts)
        for index, stage in enumerate(stages):
            if stage.get("id") not in reached:
                near = stages[index - 1].get("id") if index else starts[0]
                hint = f"Add the transition that leads to it, perhaps from `{near}`."
                yield Complaint(document, ("stages", index, "id"), "no way leads to this stage", hint)
