"""Nothing carries a policy out, or it is said to travel a way that does not lead there.

What: A policy that says under `does_not_apply` or `unknown` that no `systems` carry it out names at least fields, processes
or segments that do. (That a policy leaves its systems out altogether is for the rule `incomplete` to say.) Where a system is
reached `through` an integration, the integration begins or ends in that system, or runs through it.

Why: A promise that no field holds and no system keeps is kept by memory, until the first complaint.

Mend: Name the systems with what each of them does, or the process that people follow. If it is not carried out yet, say
`status: planned`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.people import excuse_at
from mopsbook.checks.targets import document_at
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "reliable"
_CARRIERS = ("systems", "fields", "processes", "segments")
_ENDS = ("source", "target", "via")


def asks(kind: Kind) -> bool:
    """Policies are asked."""
    return kind.name == "policy"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each policy that hangs in the air, and each way that leads past its system."""
    for document in shelf.of_kind("policy"):
        if document.data.get("status") in ("retired", "planned", "draft"):
            continue
        excuse = excuse_at(document, "systems")
        if excuse and not any(document.data.get(field) or document.is_spoilt((field,)) for field in _CARRIERS):
            hint = "Name the process that people follow, or the systems with what each of them does."
            message = "no system, field, process or segment carries it out"
            yield Complaint(document, excuse, message, hint, on_key=True)
        for index in range(len(document.data.get("systems", ()))):
            at = ("systems", index)
            system = document_at(shelf, document, (*at, "system"), "system")
            way = document_at(shelf, document, (*at, "through"), "integration")
            if system is None or way is None:
                continue
            touched = [document_at(shelf, way, (end,), "system") for end in _ENDS]
            # An end that leads nowhere may be the system.
            open_ends = any(way.data.get(end) and not found for end, found in zip(_ENDS, touched, strict=True))
            if system not in touched and not open_ends and way.data.get("source") and way.data.get("target"):
                message = f"the integration `{way.id}` does not lead to `{system.id}`"
                yield Complaint(document, (*at, "through"), message, "Name the integration that brings it there.")
