"""A mapping writes a value into a field that holds less than it.

What: The target is shorter than the source, knows no decimals, no time of day, only one value instead of several, or
only the values of a list where the source holds any text. Lengths and types are those that the object says for each
system; where it says none, nothing is compared. A mapping with a `transform` says what happens to what does not fit.

Why: What is cut is cut in silence or fails the whole record. An address of 90 characters fits into Marketo, which
holds 255, and not into the 80 of a Salesforce lead: that person never arrives.

Mend: Make the target as large as the source, or say in `transform` what is done with what does not fit.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.field_types import can_hold, lost
from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import End, flows
from mopsbook.checks.known_fields import Known
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Integrations are asked."""
    return kind.name == "integration"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each mapping between two fields of which the second holds less than the first."""
    for flow in flows(shelf):
        source, target = flow.source, flow.target
        if source.known is None or target.known is None or flow.mapping.get("transform"):
            continue
        what = _too_long(source, source.known, target, target.known) or _too_much(
            source, source.known, target, target.known
        )
        if what:
            message = (
                f"`{target.name}` in `{target.system}` holds less than `{source.name}` in `{source.system}`: {what}"
            )
            hint = "Say in `transform` what is done with it, or make the target as large as the source."
            yield Complaint(flow.document, flow.into, message, hint)


def _too_long(source: End, one: Known, target: End, other: Known) -> str:
    longest = max(one.there(source.system, "length"), default=0)
    room = min(other.there(target.system, "length"), default=longest)
    return f"{room} characters, and there are up to {longest}" if room < longest else ""


def _too_much(source: End, one: Known, target: End, other: Known) -> str:
    for held in one.there(source.system, "type"):
        for holds in other.there(target.system, "type"):
            if can_hold(holds, held) and lost(holds, held):
                return f"`{held}` goes into `{holds}`, and {lost(holds, held)} gets lost"
    return ""
