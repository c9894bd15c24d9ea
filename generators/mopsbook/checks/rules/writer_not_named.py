"""An integration writes a field that does not name it among its writers.

What: A mapping of an integration in use brings another field into a field of the book, and no entry of that field's
`written_by` names the integration (`through`) or the system it comes from. Three things are no writing: a copy of the
field itself, a field that nobody says anything of the writers of, and a field by which records are recognised
(`key_fields`), since its value finds or makes the record and changes none.

Why: Whoever is not named may only read. A writer that nobody knows of is the one who is found last when values go wrong.

Mend: Add the integration to `written_by`, in its place among the stronger and the weaker ones, or end the mapping.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import flows, runs
from mopsbook.checks.known_fields import Known, field_at
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Objects and integrations are asked."""
    return kind.name in ("object", "integration")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each mapping that writes a field without being named there."""
    for flow in flows(shelf):
        known = flow.target.known
        if known is None or known.is_gone or flow.back or not runs(flow.document):
            continue
        if flow.source.known and flow.source.known.fact == known.fact:
            continue
        if (
            known.item.get("written_by")
            and not _is_key(shelf, known)
            and not _is_named(shelf, known, flow.document.id, flow.source.system)
        ):
            message = f"it writes `{known.name}` and is not named among its writers"
            hint = f"Add it to `written_by` of the field (`through: {flow.document.id}`), or end the mapping."
            yield Complaint(flow.document, flow.into, message, hint)


def _is_named(shelf: Shelf, known: Known, integration: str, system: str) -> bool:
    for index, writer in enumerate(known.item["written_by"]):
        at = (*known.pointer, "written_by", index)
        through = shelf.target_at(known.document, (*at, "through"))
        by = shelf.target_at(known.document, (*at, "system"))
        if writer.get("through") and through is None:
            # Of the name that leads nowhere another rule speaks, and it may mean this one.
            return True
        if through is not None and through.document.id == integration:
            return True
        if through is None and by is not None and by.document.id == system:
            return True
    return False


def _is_key(shelf: Shelf, known: Known) -> bool:
    keys = range(len(known.document.data.get("key_fields", ())))
    return any(field_at(shelf, known.document, ("key_fields", index)) is known for index in keys)
