"""A stage gets an owner of another team, and no time in which that must act."""

from collections.abc import Mapping
from typing import Any

from edits import Broken, Draw, change, put, stages, take_out
from hypothesis import strategies as st

from mopsbook.checks.stages import own_stage
from mopsbook.checks.targets import teams_at
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Document, Pointer, list[str]]]:
    found = []
    for document, at in stages(shelf, "main"):
        stage, givers = document.get(at), givers_of(document, document.get((*at, "id")), shelf)
        if givers and not is_settled(stage) and all(map(is_settled, takers_of(document, stage))):
            teams = [team.id for team in shelf.of_kind("team") if team.id not in givers]
            found.append((document, at, teams))
    return found


def is_settled(stage: Mapping[str, Any]) -> bool:
    return bool(stage.get("sla") or stage.get("hand_over"))


def takers_of(document: Document, stage: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The stages that would take over from a stage of another team."""
    targets = [own_stage(way["to"], document) for way in stage.get("transitions", ()) if not way.get("back")]
    return [other for other in document.data["stages"] if other["id"] in targets and other["type"] == "main"]


def givers_of(document: Document, stage: str, shelf: Shelf) -> set[str]:
    """The teams that hand records over to a stage."""
    return {
        team
        for index, giver in enumerate(document.data["stages"])
        if giver["type"] in ("initial", "main")
        for way in giver.get("transitions", ())
        if own_stage(way["to"], document) == stage and not way.get("back")
        for team in teams_at(shelf, document, ("stages", index, "owner"))
    }


def break_at(spot: tuple[Document, Pointer, list[str]], draw: Draw, shelf: Shelf) -> Broken:
    document, at, teams = spot
    said = [take_out(document, (*at, "hand_over"))] if "hand_over" in document.get(at) else []
    owner = put(document, (*at, "owner"), draw(st.sampled_from(teams)))
    return change(document, owner, *said, named=(*at, "id"))
