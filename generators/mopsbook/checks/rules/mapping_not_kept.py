"""A mapping names a field for a system that does not keep it.

What: A mapping names a field of the book (`lead#email`), and among the `names` of that field there is none in the
system on this side of the mapping. Fields that say nothing of their names are left to the rule incomplete.

Why: Somebody who looks for the field in that system does not find it, and cannot tell whether it is missing there or
missing here.

Mend: Add its name there to the field's `names`, or write the API name of the field that is really meant.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import flows
from mopsbook.checks.targets import is_retired
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Integrations are asked."""
    return kind.name == "integration"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each side of a mapping whose system does not keep the field."""
    for flow in flows(shelf):
        if flow.back:
            continue
        for side, end in (("source_field", flow.source), ("target_field", flow.target)):
            # Of a name whose system leads nowhere, the rule broken-reference speaks, of a system that is gone retired-reference.
            if is_retired(shelf.get("system", end.system)):
                continue
            if end.known and end.known.names and end.system not in end.known.names and not end.known.has_loose_names:
                kept = listed(list(end.known.names), last="and")
                message = f"`{end.name}` is not kept in `{end.system}`"
                hint = f"It is kept in {kept}. Add its name in `{end.system}` to the field, or write the API name of another."
                yield Complaint(flow.document, (*flow.pointer, side), message, hint)
