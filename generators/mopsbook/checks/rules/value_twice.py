"""Two values of a list are one and the same, written in two ways.

What: No two values in use of a value list differ in capitals and blanks alone. A value that is retired may
look like the one that took its place.

Why: `EMEA` and `emea` are two rows in every report, and half of the people in each.

Mend: Keep one, retire the other with `replaced_by`, and mend the records. If people or imports merely write it so, name that
spelling under `aliases` of the right value.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.utm import is_utm
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Value lists are asked."""
    return kind.name == "value-list"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each value that an earlier one of its list is like."""
    for document in shelf.of_kind("value-list"):
        if document.data.get("status") == "retired" or is_utm(document.id):
            # Of capitals and blanks in values of links the rule utm-case speaks, whatever stands beside them.
            continue
        firsts: dict[str, str] = {}
        for index, item in enumerate(document.data.get("values", ())):
            value = item.get("value")
            if not value or item.get("status") == "retired":
                continue
            first = firsts.setdefault("".join(value.casefold().split()), value)
            # Of two that are the same letter by letter, the rule duplicate-id speaks.
            if first != value:
                message = f"`{value}` and `{first}` are one value in two spellings"
                hint = (
                    f"Keep one; retire the other, or name it under `aliases` of `{first}` if people merely write it so."
                )
                yield Complaint(document, ("values", index, "value"), message, hint)
