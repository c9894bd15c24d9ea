"""A process runs on a system that nobody answers for.

What: A system that a process names, or one of its steps, has an owner. Where a system leaves its owner out altogether, the
rule `incomplete` says so, and of retired systems the rule `retired-reference` speaks; this one is about systems that say
under `unknown` or `does_not_apply` why they have none.

Why: Nobody pays the invoice, nobody reads the vendor's notices, and nobody is called when the process stops. Tools that
somebody once bought with a credit card are found like this.

Mend: Ask who pays for it, and make that role the owner. If nobody wants it, take it out of the process.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.people import excuse_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Processes and systems are asked."""
    return kind.name in ("process", "system")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each system without an owner that a process in use needs."""
    unowned = {system.key for system in shelf.of_kind("system") if not system.data.get("owner")}
    users: dict[tuple[str, str], list[Document]] = {}
    for reference, target in shelf.references if unowned else ():
        document = reference.document
        if document.kind.name != "process" or reference.field.name != "systems" or target is None:
            continue
        if target.document.key in unowned and document.data.get("status") != "retired":
            found = users.setdefault(target.document.key, [])
            found += [] if document in found[-1:] else [document]
    for system in shelf.of_kind("system"):
        excuse = excuse_at(system, "owner")
        if excuse and system.key in users and system.data.get("status") != "retired":
            names = listed([process.id for process in users[system.key]], 3, "and")
            verb = "runs" if len(users[system.key]) == 1 else "run"
            message = f"nobody answers for it, and {names} {verb} on it"
            yield Complaint(system, excuse, message, "Ask who pays for it, and make that role the owner.", on_key=True)
