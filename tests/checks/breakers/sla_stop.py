"""The clock of a stage stops on a stage that does not follow."""

from edits import Broken, Draw, Spot, in_use, is_on_one_line, line_of, set_value
from hypothesis import strategies as st

from mopsbook.checks.stages import exits, follow, ways
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def missed(document: Document, stage: str) -> list[str]:
    edges = ways(document)
    reached = follow(edges, edges[stage])
    return [] if reached & exits(document) else [name for name in edges if name not in reached]


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, at)
        for document in in_use(shelf)
        if document.kind.name == "lifecycle"
        for index, stage in enumerate(document.data["stages"])
        if stage.get("sla", {}).get("stops_on")
        and is_on_one_line(document, at := ("stages", index, "sla", "stops_on"))
        and missed(document, stage["id"])
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    wrong = draw(st.sampled_from(missed(document, document.get((*at[:2], "id")))))
    broken = set_value(document, at, f"[{wrong}]")
    return Broken(broken.files, broken.path, line_of(document, at))
