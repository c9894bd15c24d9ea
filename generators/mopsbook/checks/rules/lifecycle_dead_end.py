"""A record that gets into a stage can never finish.

What: From the stage, no chain of transitions leads to a terminal stage. A lifecycle without a terminal stage has only
such stages. Of stages that lead to each other and nowhere else the first is named; those that only lead there are mended
with it.

Why: Leads in a dead end are counted as being worked for ever, and nobody calls them.

Mend: Add the transition that leaves it, or mark the stage as `terminal-won` or `terminal-lost`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.stages import exits, follow, last_groups, may_be, stages_of, unread_ways, ways
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Lifecycles are asked."""
    return kind.name == "lifecycle"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each stage, or the first of each circle of stages, from which no end can be reached."""
    for document in shelf.of_kind("lifecycle"):
        stages = document.data.get("stages", ())
        ends = [stage["id"] for stage in stages_of(document) if may_be(stage, "terminal-won", "terminal-lost")]
        ends += exits(document)
        ends += [stages[index]["id"] for index in unread_ways(document) if stages[index].get("id")]
        if len(stages_of(document)) < max(len(stages), 1):
            continue
        if not ends:
            hint = "Mark the stages that a record ends in as `terminal-won` or `terminal-lost`."
            yield Complaint(document, ("stages",), "no stage is a terminal one", hint, on_key=True)
            continue
        backwards: dict[str, list[str]] = {}
        for stage, targets in ways(document).items():
            for target in targets:
                backwards.setdefault(target, []).append(stage)
        finishing = follow(backwards, ends)
        terminal = [end for end in ends if end in ways(document)]
        stuck = [stage["id"] for stage in stages if stage["id"] not in finishing]
        places = {stage["id"]: ("stages", index, "id") for index, stage in reversed(list(enumerate(stages)))}
        for group in last_groups(ways(document), list(dict.fromkeys(stuck))):
            hint = (
                f"Add the transition that leaves it; the lifecycle ends in {listed(terminal, last='or')}."
                if terminal
                else ""
            )
            others = f"; one gets to {listed(group[1:], last='and')} and back" if group[1:] else ""
            yield Complaint(document, places[group[0]], f"from here no end can be reached{others}", hint)
