"""The ways between the stages of a lifecycle: what can be reached from where."""

from collections.abc import Iterable, Mapping, Sequence

from mopsbook.documents.document import Document


def ways(document: Document) -> dict[str, list[str]]:
    """Return the stages one can go to from each stage of a lifecycle."""
    return {
        stage["id"]: [way["to"] for way in stage.get("transitions", ()) if way.get("to")]
        for stage in document.data.get("stages", ())
        if stage.get("id")
    }


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
