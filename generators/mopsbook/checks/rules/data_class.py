"""A system holds personal data, and its data is called public.

What: A system with `holds_personal_data: true` has another `data_classification` than `green`, which means public.

Why: Green is what nobody looks after: no review, no limits on who gets in, no question when it is exported.

Mend: Choose the class that the most sensitive data in it asks for. If no personal data is left in it, say so.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Systems are asked."""
    return kind.name == "system"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each system with personal data that are called public."""
    for system in shelf.of_kind("system"):
        data = system.data
        public = data.get("holds_personal_data") and data.get("data_classification") == "green"
        if public and data.get("status") != "retired":
            message = "it holds personal data, and its data is classified as public (`green`)"
            hint = "Choose `yellow`, `orange` or `red`, or say `holds_personal_data: false`."
            yield Complaint(system, ("data_classification",), message, hint)
