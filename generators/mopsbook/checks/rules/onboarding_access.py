"""Somebody new needs a system, and no step gets them in.

What: Every system that a role has `access` to is the target of a step of type `access` in each onboarding path for the role,
or the process through which one gets access to the system (`access_process`) is. Systems and paths that are retired or to
come are left alone, and so is a path with a step for access that leads nowhere.

Why: Access takes two days here and three weeks there. Whoever asks for it when it is needed reads the handbook until then.

Mend: Add the system, or its process for access, to the `target` of a step of type `access` on the first days. If the role
does not need the system, take it out of the role.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.targets import document_at, names_at, target_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "efficient"
_NOT_IN_USE = ("retired", "planned")


def asks(kind: Kind) -> bool:
    """Onboarding paths are asked."""
    return kind.name == "onboarding-path"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each path that leaves somebody outside a system that the role works in."""
    for document in shelf.of_kind("onboarding-path"):
        steps = document.data.get("steps", ())
        unsure = any(document.is_spoilt(("steps", n, key)) for n in range(len(steps)) for key in ("type", "target"))
        reached = _reached(document, shelf)
        # A step that leads nowhere may be the way in.
        if document.data.get("status") in _NOT_IN_USE or not steps or unsure or None in reached:
            continue
        for at, name in names_at(document, ("roles",)):
            role = document_at(shelf, document, at, "role")
            # One may have several profiles in a system.
            needed = {system.id: system for system in _needed(role, shelf)} if role else {}
            missing = [id for id, system in needed.items() if not reached & _ways_in(system, shelf)]
            if missing:
                message = f"`{name}` works in {listed(missing, 6, 'and')}, and no step gets access"
                hint = "Name them, or their process for access, as `target` of a step with `type: access`."
                yield Complaint(document, at, message, hint)


def _reached(document: Document, shelf: Shelf) -> set[tuple[str, str] | None]:
    """Return what the steps for access are about, None among it if one of them leads nowhere."""
    found: set[tuple[str, str] | None] = set()
    for index, step in enumerate(document.data.get("steps", ())):
        for at, _ in names_at(document, ("steps", index, "target")) if step.get("type") == "access" else ():
            target = target_at(shelf, document, at)
            found.add(target.document.key if target else None)
    return found


def _needed(role: Document, shelf: Shelf) -> Iterator[Document]:
    for index in range(len(role.data.get("access", ()))):
        system = document_at(shelf, role, ("access", index, "system"), "system")
        if system and system.data.get("status") not in _NOT_IN_USE:
            yield system


def _ways_in(system: Document, shelf: Shelf) -> set[tuple[str, str]]:
    process = document_at(shelf, system, ("access_process",), "process")
    return {system.key, process.key} if process else {system.key}
