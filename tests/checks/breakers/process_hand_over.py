"""A process says why it has no limit of time, and one step of those that another team takes over says none either."""

from edits import Broken, Draw, Spot, change, in_use, items, put, put_into, rename

from mopsbook.checks.targets import teams_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Spot, list[Spot]]]:
    """The steps that are taken over, each with the others of its process."""
    found = []
    for process in in_use(shelf, "process"):
        taken = [spot for spot in items([process], "steps") if is_open(spot, shelf)]
        found += [(spot, [other for other in taken if other is not spot]) for spot in taken if can_be_excused(process)]
    return found


def can_be_excused(process: Document) -> bool:
    return "sla" in process.data and "does_not_apply" not in process.data


def is_open(spot: Spot, shelf: Shelf) -> bool:
    """Whether another team takes over in a step that says of itself neither by when nor that nobody waits."""
    document, at = spot
    steps = (at[1], *leading_to(document, at[1]))
    mine, *theirs = (teams_at(shelf, document, ("steps", step, "responsible")) for step in steps)
    known = [other for other in theirs if other]
    apart = mine and known and all(mine.isdisjoint(other) for other in known)
    return bool(apart) and not {"hand_over", "sla"} & document.get(at).keys()


def leading_to(document: Document, index: int) -> list[int]:
    """The numbers of the earlier steps from which a step is reached."""
    steps = document.data["steps"]
    ways = [[way["to"] for way in step.get("next", ())] for step in steps[:index]]
    return [n for n, names in enumerate(ways) if (steps[index]["id"] in names if names else n + 1 == index)]


def break_at(spot: tuple[Spot, list[Spot]], draw: Draw, shelf: Shelf) -> Broken:
    (document, at), others = spot
    settled = [put_into(document, other, "hand_over: false") for _, other in others]
    excuse = (
        rename(document, ("sla",), "does_not_apply"),
        put(document, ("sla",), "{sla: It takes as long as it takes.}"),
    )
    return change(document, *excuse, *settled, named=(*at, "id"))
