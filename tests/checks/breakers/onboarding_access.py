"""A step of an onboarding path that gets access does so no more."""

from edits import Broken, Draw, Spot, change, in_use, put

from mopsbook.checks.targets import document_at
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    found: list[Spot] = []
    for document in in_use(shelf, "onboarding-path"):
        steps = [index for index, step in enumerate(document.data["steps"]) if step.get("type") == "access"]
        role = document_at(shelf, document, ("roles", 0), "role")
        # Of two roles, each would be named on the one line.
        alone = len(steps) == 1 and len(document.data["roles"]) == 1 and document.data.get("status") != "planned"
        found += [(document, ("steps", steps[0], "type"))] if alone and role and role.data.get("access") else []
    return found


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, kind = spot
    return change(document, put(document, kind, "read"), named=("roles", 0))
