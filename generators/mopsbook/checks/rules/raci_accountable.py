"""A step of a process has nobody, or more than one, who answers for it, or nobody who does it.

What: Each step names exactly one accountable role (A) and at least one responsible one (R). A step that a system does
by itself (`automated: true`) needs no R. The A may also be an R.

Why: With two who answer, each waits for the other; with none, nobody notices that the step was left out. The sources
on RACI disagree on how many may do the work, and agree on the one who answers.

Mend: Choose the one who would be called if the step went wrong, and name the others as responsible or consulted.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Processes are asked."""
    return kind.name == "process"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each step without exactly one A, or without an R."""
    for document in shelf.of_kind("process"):
        if document.data.get("status") == "retired":
            continue
        for index, step in enumerate(document.data.get("steps", ())):
            at = ("steps", index)
            accountable = as_list(step.get("accountable"))
            if not accountable and not document.is_spoilt((*at, "accountable")) and step:
                yield Complaint(
                    document, at, "nobody is accountable", "Name the one role that answers for the result.", on_key=True
                )
            elif len(accountable) > 1:
                names = " and ".join(f"`{name}`" for name in accountable)
                hint = "Keep one; the others may be responsible or consulted."
                yield Complaint(document, (*at, "accountable"), f"{len(accountable)} are accountable: {names}", hint)
            silent = step.get("automated") or not step or document.is_spoilt((*at, "responsible"))
            if not as_list(step.get("responsible")) and not silent:
                hint = "Name who does the work, or say `automated: true`."
                yield Complaint(document, at, "nobody is responsible", hint, on_key=True)


def as_list(value: object) -> list[str]:
    """Return one name or many as a list."""
    return [value] if isinstance(value, str) else [name for name in value if name] if isinstance(value, list) else []
