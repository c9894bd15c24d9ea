"""The system of record of a field does not keep it, or one fact has two.

What: The system that a field, or an object, names as its system of record is among those that keep it (`names`). Fields
that hold the same fact (`same_as`) have the same one. A field that names none at all is for the rule incomplete to say;
for its record the object's then counts. Of one that is retired the rule retired-reference speaks.

Why: Exactly one system's value counts when two differ. With two of them each team is right, and with one that does not
have the field nobody is.

Mend: Name the system in which a correction stays. If it does keep the field, add its name there to `names`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.known_fields import known_fields, record_of, system_at
from mopsbook.checks.targets import is_retired
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Objects are asked."""
    return kind.name == "object"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each system of record that does not keep what it is the record of, and each fact with two."""
    for document in shelf.of_kind("object"):
        kept = [system_at(shelf, document, ("names", n, "system")) for n in range(len(document.data.get("names", ())))]
        record = system_at(shelf, document, ("system_of_record",))
        if kept and all(kept) and record and record not in kept and not is_retired(shelf.get("system", record)):
            hint = f"It is kept in {listed(kept, last='and')}."
            yield Complaint(document, ("system_of_record",), f"`{record}` does not keep this object", hint)
    firsts: dict[str, tuple[str, str]] = {}
    for known in known_fields(shelf).values():
        if known.is_gone:
            continue
        own = system_at(shelf, known.document, (*known.pointer, "system_of_record"))
        if own and known.names and own not in known.names and not known.has_loose_names:
            if not is_retired(shelf.get("system", own)):
                hint = f"It is kept in {listed(list(known.names), last='and')}. Name one of them, or add its name in `{own}`."
                at = (*known.pointer, "system_of_record")
                yield Complaint(known.document, at, f"`{own}` does not keep this field", hint)
            # Which system is the record is open until then.
            continue
        record = record_of(shelf, known)
        first, other = firsts.setdefault(known.fact, (record, known.name)) if record else ("", "")
        if first != record:
            at = (*known.pointer, "system_of_record") if own else known.pointer
            message = f"its system of record is `{record}`, and that of the same fact in `{other}` is `{first}`"
            yield Complaint(known.document, at, message, "Name the one whose value stays when the two differ.")
