"""A metric is read from systems that do not keep the field it is made of.

What: Every field under `source_fields`, and the field of `date_basis`, has a name in at least one of the systems under
`systems`, if it has names in systems at all.

Why: Either the number comes from somewhere else than the page says, or it counts another field. Whoever wants to
check it looks in the wrong place.

Mend: Add the system to `systems`, the name in that system to the field, or write the field that is really counted.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.targets import document_at, is_retired, names_at, target_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Metrics are asked."""
    return kind.name == "metric"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each field of a metric that none of its systems keeps."""
    for document in shelf.of_kind("metric"):
        systems = [document_at(shelf, document, at, "system") for at, _ in names_at(document, ("systems",))]
        wanted = {system.id for system in systems if system}
        # What takes the place of one that leads nowhere or is gone may keep the field.
        if len(wanted) < len(systems) or any(map(is_retired, systems)):
            continue
        if not wanted or document.data.get("status") == "retired":
            continue
        for at, name in (*names_at(document, ("source_fields",)), *names_at(document, ("date_basis",))):
            target = target_at(shelf, document, at)
            kept = _systems_of(shelf, target.document, target.part) if target and target.part else set()
            if kept and kept.isdisjoint(wanted):
                keeping = listed(sorted(kept), 4, "and")
                message = (
                    f"`{name}` is kept in {keeping}, and the metric is read from {listed(sorted(wanted), 4, 'and')}"
                )
                hint = "Add the system to `systems`, or the name that the field has there to the field."
                yield Complaint(document, at, message, hint)


def _systems_of(shelf: Shelf, document: Document, field: tuple[str | int, ...]) -> set[str]:
    """Return the systems that keep a field; none if one of them leads nowhere."""
    names = (document.get(field) or {}).get("names", ())
    found = [document_at(shelf, document, (*field, "names", index, "system"), "system") for index in range(len(names))]
    return {system.id for system in found if system} if all(found) else set()
