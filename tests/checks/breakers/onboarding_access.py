"""A step of an onboarding path that gets access does so no more."""

from edits import Broken, Draw, Spot, in_use, line_of, set_value

from mopsbook.checks.targets import document_at
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    found: list[Spot] = []
    for document in in_use(shelf):
        if document.kind.name == "onboarding-path" and document.data.get("status") != "planned":
            steps = [index for index, step in enumerate(document.data["steps"]) if step.get("type") == "access"]
            role = document_at(shelf, document, ("roles", 0), "role")
            # Of two roles, each would be named on the one line.
            if len(steps) == len(document.data["roles"]) == 1 and role and role.data.get("access"):
                found.append((document, ("steps", steps[0], "type")))
    return found


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, kind = spot
    broken = set_value(document, kind, "read")
    return Broken(broken.files, broken.path, line_of(document, ("roles",)))
