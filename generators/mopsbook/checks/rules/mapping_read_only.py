"""A mapping writes into a field that nobody can write there.

What: The object says that the field is read only in the target system (`read_only`), or that it is computed there
(`formula`, `rollup`).

Why: Either the value never arrives, or the field is not read only and somebody relies on its being so.

Mend: Map to a field that can be written, turn the mapping round, or mend what the object says of the field.
"""

from collections.abc import Iterator
from datetime import date

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
    """Yield each mapping into a field that is read only or computed."""
    for flow in flows(shelf):
        known, system = flow.target.known, flow.target.system
        if known is None:
            continue
        entries = known.names.get(system, ())
        computed = [type for type in known.there(system, "type") if type in ("formula", "rollup")]
        if computed:
            what = "is computed"
        elif entries and all(entry.get("read_only") for entry in entries):
            what = "is read only"
        else:
            continue
        hint = f"Map to a field that can be written, or mend what `{known.name}` says of itself."
        yield Complaint(flow.document, flow.into, f"`{flow.target.name}` {what} in `{system}`", hint)
