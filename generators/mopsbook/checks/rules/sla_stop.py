"""The clock of a stage stops on a stage that one does not get to from there.

What: Each stage that `stops_on` of an SLA names can be reached from the stage that has the SLA, directly or by way of others.
While a way cannot be read, or leads through another lifecycle, nothing is said.

Why: A clock that cannot be stopped is always late. People learn to look away from it, and from the ones that are right.

Mend: Name the stages that really follow, or add the transition that is missing.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.stages import exits, follow, own_stage, stages_of, unread_ways, ways
from mopsbook.checks.targets import names_at
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Lifecycles are asked."""
    return kind.name == "lifecycle"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each stage that stops a clock and does not follow."""
    for document in shelf.of_kind("lifecycle"):
        edges = ways(document)
        if document.data.get("status") == "retired" or unread_ways(document):
            continue
        elsewhere = exits(document)
        for index, stage in enumerate(document.data.get("stages", ())):
            names = names_at(document, ("stages", index, "sla", "stops_on")) if stage.get("id") else []
            reached = follow(edges, edges.get(stage["id"], ())) if names else set()
            # By way of another lifecycle one may come back.
            for at, name in names if not reached & elsewhere else ():
                stop = own_stage(name, document)
                if stop in edges and stop not in reached:
                    after = [one["id"] for one in stages_of(document) if one["id"] in reached]
                    hint = (
                        f"From here one gets to {listed(after, 12, 'and')}." if after else "No way leads out of here."
                    )
                    yield Complaint(document, at, f"the clock stops on `{stop}`, which does not follow", hint)
