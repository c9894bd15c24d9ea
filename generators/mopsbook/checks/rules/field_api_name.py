"""An API name cannot be one in its system.

What: In Salesforce a name has letters, digits and single underscores, begins with a letter, does not end with an
underscore, and is 40 characters long at most, without the namespace in front and the ending such as `__c`. In HubSpot
it has small letters, digits and underscores, begins with a letter, and is 100 characters long at most. Which systems
these are is read from the vendor and the category.

Why: API names are copied from here into formulas, mappings and queries. One wrong letter costs an afternoon, and in
HubSpot a name cannot be changed once it is given.

Mend: Copy the name from the field's page in the system's setup. It is not the label.
"""

import re
from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Objects are asked."""
    return kind.name == "object"


_NAME = r"[A-Za-z](?:[A-Za-z0-9]|_(?=[A-Za-z0-9])){0,39}"
_SALESFORCE = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9_]{{0,14}}__)?{_NAME}(?:__[a-z]{{1,5}})?(?:\.{_NAME}(?:__[a-z]{{1,5}})?)*"
)
_HUBSPOT = re.compile(r"[a-z][a-z0-9_]{0,99}")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each API name that its system would not take."""
    for known in known_fields(shelf).values():
        for index, entry in enumerate(known.item.get("names", ())):
            at = (*known.pointer, "names", index)
            target = shelf.target_at(known.document, (*at, "system"))
            vendor, pattern, form = _rule_of(target.document) if target else ("", None, "")
            if pattern and entry.get("api_name") and not pattern.fullmatch(entry["api_name"]):
                message = f"{vendor} has no API name like `{entry['api_name']}`"
                yield Complaint(known.document, (*at, "api_name"), message, form)


def _rule_of(system: Document) -> tuple[str, re.Pattern[str] | None, str]:
    vendor = str(system.data.get("vendor", "")).casefold()
    if vendor.startswith("salesforce") and system.data.get("category") == "crm":
        return (
            "Salesforce",
            _SALESFORCE,
            "Letters, digits and single underscores, as in `Job_Title__c`; 40 characters at most.",
        )
    if vendor.startswith("hubspot"):
        return "HubSpot", _HUBSPOT, "Small letters, digits and underscores, as in `job_title`; 100 characters at most."
    return "", None, ""
