"""A UTM value may have capital letters or spaces.

What: A convention that names a UTM parameter (`utm_source`, `utm_medium`, `utm_campaign`, `utm_content`, `utm_term` or one of
your own that begins with `utm_`) says `case: lower`. The lists that its segments draw on, and lists whose id begins with
`utm-`, hold no value in use with capital letters or spaces.

Why: Analytics compares letter by letter: Facebook, facebook and FACEBOOK are three sources, and each must be put together
by hand in every report, for ever.

Mend: Write `case: lower`, and the values in small letters with hyphens for spaces. Keep the old spelling as a retired
value with `replaced_by`, so that old links can still be read.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.targets import document_at
from mopsbook.checks.utm import is_utm
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Naming conventions and value lists are asked."""
    return kind.name in ("naming-convention", "value-list")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each UTM convention that allows capitals, and each value that is not as links need it."""
    for document in shelf.of_kind("naming-convention"):
        claims = enumerate(document.data.get("applies_to", ()))
        names = {index: item["object"] for index, item in claims if is_utm(item.get("object", ""))}
        if not names or document.data.get("status") == "retired":
            continue
        first, name = next(iter(names.items()))
        if document.data.get("case", "any") != "lower" and not document.is_spoilt(("case",)):
            at = ("case",) if "case" in document.data else ("applies_to", first, "object")
            yield Complaint(document, at, f"values of `{name}` may have capital letters", "Write `case: lower`.")
        for index in range(len(document.data.get("segments", ()))):
            at = ("segments", index, "values")
            values = document_at(shelf, document, at, "value-list")
            bad = [value for _, value in _unfit(values)] if values and not is_utm(values.id) else []
            if values and bad:
                message = f"the list `{values.id}` has {listed(bad, 3, 'and')}, with capital letters or spaces"
                hint = "Give UTM values a list of their own, in small letters and without spaces."
                yield Complaint(document, at, message, hint)
    for document in shelf.of_kind("value-list"):
        for index, value in _unfit(document) if is_utm(document.id) else ():
            hint = f"Write `{'-'.join(value.lower().split())}`, and keep `{value}` as a retired value."
            yield Complaint(document, ("values", index, "value"), _fault(value), hint)


def _unfit(document: Document) -> list[tuple[int, str]]:
    """Return the values in use that have capital letters or spaces, with their numbers; none of a list that is retired."""
    if document.data.get("status") == "retired":
        return []
    entries = enumerate(document.data.get("values", ()))
    in_use = [
        (index, entry["value"]) for index, entry in entries if entry.get("value") and entry.get("status") != "retired"
    ]
    return [(index, value) for index, value in in_use if value != value.lower() or len(value.split()) > 1]


def _fault(value: str) -> str:
    if value == value.lower():
        return f"`{value}` holds a space, which links turn into %20"
    return f"`{value}` has a capital letter, and analytics takes it for another value than `{value.lower()}`"
