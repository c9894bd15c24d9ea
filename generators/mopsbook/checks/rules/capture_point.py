"""A place where people tell us what they want writes it into no field about consent.

What: A capture point of a policy on consent or the preference centre names the fields that it writes, and none of them
says in `consent` what it says about consent. Of fields that cannot be found nothing is said.

Why: The box is ticked and the answer is thrown away, or it lands in a field that no suppression looks at.

Mend: Name the field that keeps the answer, and say at the field what it says about consent: `opt-out`, `opt-in`,
`preference` or `evidence`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.known_fields import field_at
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Policies are asked."""
    return kind.name == "policy"


_AREAS = frozenset({"consent", "preference-centre"})


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each capture point that keeps no answer."""
    for policy in shelf.of_kind("policy"):
        if policy.data.get("area") not in _AREAS or policy.data.get("status") == "retired":
            continue
        for index, point in enumerate(policy.data.get("capture_points", ())):
            at = ("capture_points", index, "writes")
            fields = [field_at(shelf, policy, (*at, n)) for n in range(len(point.get("writes", ())))]
            if fields and all(field and not field.item.get("consent") for field in fields):
                hint = "Name the field that keeps the answer, or say in `consent` of these what they say about it."
                yield Complaint(policy, at, "none of these fields says anything about consent", hint)
