"""A convention allows names that are too long for the system they are meant for.

What: The longest name that the segments allow, or the `max_length` of the convention if that is less, has more characters
than the system takes: what `applies_to` says under `max_length`, else 80 for a Salesforce campaign, 255 for a Marketo
program and 50 for a Marketo token.

Why: The system refuses the name, or cuts it off. The end is where the language stands, or what tells two names apart.

Mend: Set `max_length` to what the system takes, and the `max_length` of free segments so that no one is surprised at the
end. A segment with a pattern such as `[a-z]+` has no longest text unless it has a `max_length`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.targets import document_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.naming.convention import read_convention
from mopsbook.naming.forms import longest_name, usual_form, variant_forms
from mopsbook.words import fold

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Naming conventions are asked."""
    return kind.name == "naming-convention"


# By the category of the system, a word that its names hold, and the object:
# Salesforce, Object Reference, Campaign.Name: "Limit: is 80 characters".
# Adobe, Marketo Engage: names of programs have up to 255 characters, names of tokens up to 50.
_LIMITS = {
    ("crm", "salesforce", "campaign"): 80,
    ("map", "marketo", "program"): 255,
    ("map", "marketo", "token"): 50,
}


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each thing that a convention names for which its names may be too long."""
    for document in shelf.of_kind("naming-convention"):
        if document.data.get("status") == "retired":
            continue
        claims = [
            (index, limit)
            for index in range(len(document.data.get("applies_to", ())))
            if (limit := _limit(shelf, document, index))
        ]
        if not claims or document.is_spoilt(("segments",)) or document.is_spoilt(("max_length",)):
            continue
        longest = _longest(document, shelf)
        for index, limit in claims:
            if longest is not None and longest <= limit:
                continue
            item = document.data["applies_to"][index]
            system = item.get("system")
            names = "names may have any length" if longest is None else f"names may have {longest} characters"
            message = f"{names}, and `{item['object']}`{f' in `{system}`' if system else ''} takes {limit}"
            own = longest is not None and longest == document.data.get("max_length")
            at = ("max_length",) if own else ("applies_to", index, "object")
            yield Complaint(document, at, message, f"Write `max_length: {limit}`, and let free segments be shorter.")


def _limit(shelf: Shelf, document: Document, index: int) -> int | None:
    item = document.data["applies_to"][index]
    if not item.get("object") or document.is_spoilt(("applies_to", index, "max_length")):
        return None
    if item.get("max_length"):
        return int(item["max_length"])
    system = document_at(shelf, document, ("applies_to", index, "system"), "system")
    if system is None:
        return None
    words = " ".join((system.id, system.title, *system.data.get("aliases", ()))).casefold()
    thing = fold(item["object"])
    for (category, product, name), limit in _LIMITS.items():
        if system.data.get("category") == category and product in words and thing == name:
            return limit
    return None


def _longest(document: Document, shelf: Shelf) -> int | None:
    """Return the length of the longest name in any form, as far as the convention as a whole allows it."""
    convention = read_convention(document, shelf)
    forms = [usual_form(convention), *(form for _, form in variant_forms(convention))]
    lengths = [longest_name(form) for form in forms]
    known = [length for length in lengths if length is not None]
    longest = max(known) if len(known) == len(lengths) else None
    if convention.max_length is None or (longest is not None and longest < convention.max_length):
        return longest
    return convention.max_length
