"""A mapping writes values that the list of the target does not have.

What: Both fields draw on value lists, and active values of the source are not among the active values of the target.
A value that the target writes another way (`codes`) or also knows by another spelling (`aliases`) is there. A mapping
with a `transform` says how one becomes the other.

Why: A restricted picklist refuses the record and with it every other field of it. In Salesforce the message is
INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST, and it is among the most frequent errors of any sync.

Mend: Add the values to the target's list, say in `codes` how the system writes them, or say in `transform` which value
becomes which.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import End, flows
from mopsbook.checks.known_fields import Known, lists_of
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Integrations are asked."""
    return kind.name == "integration"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each mapping of which the target's list lacks values of the source's."""
    for flow in flows(shelf):
        if flow.source.known is None or flow.target.known is None or flow.mapping.get("transform"):
            continue
        missing = _missing(shelf, flow.source, flow.source.known, flow.target, flow.target.known)
        if missing:
            name, values = missing
            message = f"`{flow.target.name}` in `{flow.target.system}` does not know {listed(values, 6, 'and')} (list `{name}`)"
            hint = "Add them to the list, or say in `transform` which value becomes which."
            yield Complaint(flow.document, flow.into, message, hint)


def _missing(shelf: Shelf, source: End, one: Known, target: End, other: Known) -> tuple[str, list[str]] | None:
    for held in lists_of(shelf, one, source.system):
        for holds in lists_of(shelf, other, target.system):
            known = _values(holds, target.system, True)
            absent = [value for value in _values(held, target.system, False) if value.casefold() not in known]
            if holds is not held and absent:
                return holds.id, absent
    return None


def _values(document: Document, system: str, spelt: bool) -> list[str]:
    """Return the active values of a list as a system writes them; with all other spellings, in lower case, if `spelt`."""
    values: list[str] = []
    for entry in document.data.get("values", ()):
        if entry.get("value") and entry.get("status") != "retired":
            codes = [
                code["value"] for code in entry.get("codes", ()) if code.get("system") == system and code.get("value")
            ]
            values += codes[:1] or [entry["value"]]
            if spelt:
                values += [entry["value"], *codes, *entry.get("aliases", ())]
    return [value.casefold() for value in values] if spelt else values
