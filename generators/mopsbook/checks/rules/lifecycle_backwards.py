"""A transition leads back to an earlier stage and is not marked as a recycle, or is marked and leads on.

What: On the main path (the stages of type `initial`, `main` and `terminal-won`, in their order) a step to an earlier stage
has `back: true`, and so has every step out of a terminal stage, and one that leads from beside the path to a stage before
all those from which one gets there. A step from one stage of the main path to a later one has no such mark.

Why: A record that goes back unnoticed is counted twice, and its dates are overwritten. Most steps back are mistakes of an
import or of a flow; those that are meant must be told apart from them.

Mend: If the step is meant, write `back: true`. If it is not, take it out. If the stages stand in the wrong order, put them
right: the main path comes first, from the first touch to the end.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.stages import own_stage, stages_of
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Lifecycles are asked."""
    return kind.name == "lifecycle"


_PATH = ("initial", "main", "terminal-won")
_ENDS = ("terminal-won", "terminal-lost")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each step back without its mark, and each mark without a step back."""
    for document in shelf.of_kind("lifecycle"):
        if document.data.get("status") == "retired":
            continue
        path, beside = _places(document)
        for index, stage in enumerate(document.data.get("stages", ())):
            name = stage.get("id")
            for number, way in enumerate(stage.get("transitions", ())):
                at = ("stages", index, "transitions", number)
                target = own_stage(way["to"], document) if way.get("to") else ""
                if not target or target == name or document.is_spoilt((*at, "back")):
                    continue
                here, there = path.get(name, beside.get(name)), path.get(target)
                earlier = here is not None and there is not None and there < here
                if not way.get("back") and (earlier or stage.get("type") in _ENDS):
                    hint = "Write `back: true` if it is meant as a recycle, or take it out."
                    yield Complaint(document, (*at, "to"), f"the step back to `{target}` is not marked", hint)
                elif way.get("back") and name in path and there is not None and there > path[name]:
                    message = f"the step to `{target}` is marked as a step back and leads on"
                    yield Complaint(document, (*at, "back"), message, "Take out `back`, or mend where it leads.")


def _places(document: Document) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return the place of each stage on the main path, and of each beside it the first place from which one gets there."""
    stages = [stage for stage in stages_of(document) if stage.get("type")]
    on_path = [stage for stage in stages if stage["type"] in _PATH]
    # Every initial stage is a beginning, and none of them the earlier one.
    path = {stage["id"]: 0 if stage["type"] == "initial" else place for place, stage in enumerate(on_path, 1)}
    beside: dict[str, int] = {}
    for stage in on_path:
        for way in stage.get("transitions", ()):
            target = own_stage(way["to"], document) if way.get("to") else ""
            if target and target not in path:
                beside[target] = min(beside.get(target, path[stage["id"]]), path[stage["id"]])
    return path, beside
