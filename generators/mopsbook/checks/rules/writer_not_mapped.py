"""A field is said to be written through an integration that does not map it.

What: An entry under `written_by` names an integration in `through`. That integration has field mappings, and none of
them brings a value into the field: neither by the field's name here (`lead#country`) nor by its name in the system that
is written.

Why: Whoever looks for the reason of a wrong value goes to the integration, does not find the field there, and gives up.
Often it fills another field of nearly the same name, and the one that is documented stays empty.

Mend: Map the field in the integration, or say through what it is really written.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import flows
from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Objects are asked."""
    return kind.name == "object"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each integration that is named as the way of a writer and does not map the field."""
    mapped: dict[str, set[str]] = defaultdict(set)
    for flow in flows(shelf):
        if flow.target.known:
            mapped[flow.document.id].add(flow.target.known.fact)
    for known in known_fields(shelf).values():
        for index in range(len(known.item.get("written_by", ()))):
            at = (*known.pointer, "written_by", index, "through")
            target = shelf.target_at(known.document, at)
            if target is None or target.document.kind.name != "integration" or known.is_gone:
                continue
            integration = target.document
            # One that says nothing of fields, or whose ends lead nowhere, contradicts nobody.
            silent = not integration.data.get("field_mappings") or integration.is_spoilt(("field_mappings",))
            loose = not all(shelf.target_at(integration, (side,)) for side in ("source", "target"))
            if not silent and not loose and known.fact not in mapped[integration.id]:
                hint = f"Map it there, with `target_field: {known.name}`, or say what really writes it."
                yield Complaint(known.document, at, f"`{integration.id}` does not map this field", hint)
