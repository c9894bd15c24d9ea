"""A field on its way out still flows, and nobody says into what.

What: A field is `deprecated`, integrations in use map it, and it names no successor in `replaced_by`. Or it is
`retired`, and an integration maps it by its API name. What names a retired field as `lead#email` is for the rule
retired-reference to say.

Why: A field without a successor is never switched off: each team waits for the other to move, and new reports are
built on it meanwhile.

Mend: Name the field to use instead in `replaced_by`. If there is none, end the mappings and retire it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import flows, runs
from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Objects and integrations are asked."""
    return kind.name in ("object", "integration")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each deprecated field without a successor that is mapped, and each mapping of a retired one."""
    moving = [flow for flow in flows(shelf) if runs(flow.document)]
    for known in known_fields(shelf).values():
        spoilt = known.document.is_spoilt((*known.pointer, "replaced_by"))
        if known.item.get("status") == "deprecated" and not known.item.get("replaced_by") and not spoilt:
            users = [flow.document.id for flow in moving if known in (flow.source.known, flow.target.known)]
            if users:
                message = f"it is deprecated without a successor, and {listed(list(dict.fromkeys(users)), last='and')} "
                message += "maps it" if len(set(users)) == 1 else "map it"
                hint = "Name the field to use instead in `replaced_by`, or end the mappings."
                yield Complaint(known.document, (*known.pointer, "status"), message, hint)
    for flow in moving:
        for side, end in (("source_field", flow.source), ("target_field", flow.target)):
            if end.known and end.known.is_gone and "#" not in end.name and not flow.back:
                heir = end.known.item.get("replaced_by")
                message = f"`{end.name}` in `{end.system}` is `{end.known.name}`, which is retired"
                yield Complaint(
                    flow.document, (*flow.pointer, side), message, f"Use `{heir}`." if heir else "End the mapping."
                )
