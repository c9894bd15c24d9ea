"""A campaign type has naming conventions, and none of them names its program.

What: One of the conventions under `naming` applies to something in the system in which the template lies. That a campaign
type has naming conventions at all is asked for by the rule `incomplete`.

Why: Assets and links then have right names within a program that is called as its builder liked, and no report finds it.

Mend: Add the convention for programs in that system, or say in the convention's `applies_to` that it names them.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.targets import document_at, is_retired, names_at
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Campaign types are asked."""
    return kind.name == "campaign-type"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each campaign type whose conventions name nothing where it is built."""
    for document in shelf.of_kind("campaign-type"):
        system = document_at(shelf, document, ("template", "system"), "system")
        names = names_at(document, ("naming",))
        if system is None or is_retired(system) or not names or document.data.get("status") == "retired":
            continue
        conventions = [document_at(shelf, document, at, "naming-convention") for at, _ in names]
        # One that leads nowhere may be the one.
        if any(convention is None or convention.is_spoilt(("applies_to",)) for convention in conventions):
            continue
        claimed = [
            document_at(shelf, convention, ("applies_to", index, "system"), "system")
            for convention in conventions
            if convention
            for index in range(len(convention.data.get("applies_to", ())))
        ]
        # What applies to no system in particular applies to this one, too.
        if claimed and system not in claimed and None not in claimed:
            hint = f"Add the convention for programs in `{system.id}`."
            message = f"none of its conventions names anything in `{system.id}`, where it is built"
            yield Complaint(document, ("naming",), message, hint, on_key=True)
