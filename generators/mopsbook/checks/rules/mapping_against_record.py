"""A mapping always overwrites the system of record with the copy of another system.

What: Both sides of the mapping are one field of the book, its system of record is the target, and the mapping brings
the value of the other system there, always and one way.

Why: The system of record is the one whose value counts. If a copy overwrites it, corrections there live until the next
sync, and nobody sees who undid them.

Mend: Turn the mapping round, let the latest change or the record win, or name the other system as the field's
`system_of_record` if that is how it is.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import flows
from mopsbook.checks.known_fields import record_of
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Integrations are asked."""
    return kind.name == "integration"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each mapping that writes a copy over the record."""
    for flow in flows(shelf):
        known = flow.target.known
        copies = known and flow.source.known and known.fact == flow.source.known.fact
        if known is None or not copies or flow.mapping.get("sync_rule") != "always-source":
            continue
        if (
            not flow.back
            and flow.mapping.get("direction") != "two-way"
            and flow.source.system != flow.target.system == record_of(shelf, known)
        ):
            message = f"it overwrites `{flow.target.system}`, the system of record of `{known.name}`, with a copy"
            hint = "Turn the mapping round, or name the other system in `system_of_record` of the field."
            yield Complaint(flow.document, (*flow.pointer, "sync_rule"), message, hint)
