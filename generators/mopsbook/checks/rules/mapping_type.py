"""A mapping writes a value into a field of another type, which cannot hold it.

What: The objects of the book say of which type a field is in each system. What is mapped must be able to hold what
comes: a text holds anything, a number any number, a date also a date with a time; but no number holds a text, no date a
number, no list a yes or no. A mapping with a `transform` says that something is done about it.

Why: The connector refuses the whole record or writes nothing, and says so in a log that nobody reads.

Mend: Say in `transform` how the value is changed on the way, or map it to a field that can hold it. If the types are
not what is said here, mend them at the field.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.field_types import can_hold
from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import flows
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Integrations are asked."""
    return kind.name == "integration"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each mapping between two fields of which the second cannot hold what the first one holds."""
    for flow in flows(shelf):
        source, target = flow.source, flow.target
        if source.known is None or target.known is None or flow.mapping.get("transform"):
            continue
        types = source.known.there(source.system, "type"), target.known.there(target.system, "type")
        wrong = next(((a, b) for a in types[0] for b in types[1] if not can_hold(b, a)), None)
        if wrong:
            message = (
                f"`{source.name}` is `{wrong[0]}` in `{source.system}`, "
                f"and `{target.name}` in `{target.system}` is `{wrong[1]}`, which cannot hold it"
            )
            hint = "Say in `transform` how it is changed on the way, or map it to a field that can hold it."
            yield Complaint(flow.document, flow.into, message, hint)
