"""The ways between the stages of a lifecycle: what can be reached from where."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mopsbook.documents.document import Document


def stages_of(document: Document) -> list[Mapping[str, Any]]:
    """Return the stages that have an id; that one has none is for the rule schema-violation to say."""
    return [stage for stage in document.data.get("stages", ()) if stage.get("id")]


def may_be(stage: Mapping[str, Any], *types: str) -> bool:
    """Return whether a stage is of one of the types, or could be: its type is misspelt, and that is said already."""
    return stage.get("type", types[0]) in types


def ways(document: Document) -> dict[str, list[str]]:
    """Return the stages one can go to from each stage of a lifecycle.

    Some may be no stages of this lifecycle (see `exits`).
    """
    return {
        stage["id"]: [own_stage(way["to"], document) for way in stage.get("transitions", ()) if way.get("to")]
        for stage in stages_of(document)
    }


def exits(document: Document) -> set[str]:
    """Return the targets that are no stages here: stages of another lifecycle, and names that lead nowhere.

    Of the latter the rule broken-reference speaks; until they are mended, nobody knows where they lead.
    """
    edges = ways(document)
    return {target for targets in edges.values() for target in targets} - set(edges)


def unread_ways(document: Document) -> set[object]:
    """Return the indexes of the stages of which a way could not be read: where it leads, nobody knows yet."""
    places = [violation.meant or violation.pointer for violation in document.violations]
    ways_in = [place for place in places if place[:1] == ("stages",) and place[2:3] == ("transitions",)]
    return {place[1] for place in ways_in if place[4:] in ((), ("to",))}


def follow(edges: Mapping[str, Sequence[str]], starts: Iterable[str]) -> set[str]:
    """Return everything that can be reached from the starts, the starts among it."""
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        stage = waiting.pop()
        if stage not in reached:
            reached.add(stage)
            waiting += edges.get(stage, [])
    return reached


def last_groups(edges: Mapping[str, Sequence[str]], among: Sequence[str]) -> list[list[str]]:
    """Return the groups of stages, among some, that lead to each other and to nothing else among them, in their order.

    Whatever is wrong with the others follows from these: mend the last, and all that leads there is mended as well.
    """
    own = {stage: [target for target in edges.get(stage, ()) if target in among] for stage in among}
    reached = {stage: follow(own, [stage]) for stage in among}
    groups: list[list[str]] = []
    for stage in among:
        group = [other for other in among if other in reached[stage]]
        if group[0] == stage and all(stage in reached[other] for other in group):
            groups.append(group)
    return groups


def own_stage(target: str, document: Document) -> str:
    """Return the target of a transition as the id it has here, if it is a stage of this lifecycle."""
    owner, _, stage = target.rpartition("#")
    return stage if owner.rpartition("/")[2] == document.id else target
