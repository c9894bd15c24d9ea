"""A condition or an example names a value that the field cannot have.

What: A rule, an exclusion, a filter of a segment or an example compares a field with a value that is not in the field's
list, or is retired there. Spellings that the list knows (`aliases`, `codes`, names) are right. Where a scoring rule has no
other value left, the rule scoring-dead-rule says so instead.

Why: It does no harm that anybody sees. The rule goes on working for the other values, the people with the renamed one
just stop getting points, and the segment gets a little smaller.

Mend: Write the value as the list has it, or add it to the list.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.conditions import unlisted
from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Segments and scoring models are asked."""
    return kind.name in ("segment", "scoring-model")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each value that is in no list of its field."""
    for kind in ("scoring-model", "segment"):
        for document in shelf.of_kind(kind):
            if document.data.get("status") == "retired":
                continue
            for at, alone in _places(document):
                absent = unlisted(shelf, document, at)
                value = document.get((*at, "value"))
                total = len(value) if isinstance(value, list) else 1
                if alone and len(absent) == total and not document.get((*at, "not")):
                    continue
                for one in absent:
                    place = (*at, "value") if one.index < 0 else (*at, "value", one.index)
                    what = "is retired in" if one.retired else "is not in"
                    yield Complaint(document, place, f"`{one.value}` {what} the list {listed([one.list])}", one.hint)


def _places(document: Document) -> Iterator[tuple[Pointer, bool]]:
    """Yield where fields are compared, and whether another rule speaks of a comparison that nothing passes."""
    for key in ("rules", "exclusions", "filters"):
        for index, item in enumerate(document.data.get(key, ())):
            if item.get("status") != "retired":
                for place in range(len(item.get("when", ()))):
                    yield (key, index, "when", place), key != "filters"
    for index, item in enumerate(document.data.get("examples", ())):
        for place in range(len(item.get("values", ()) if isinstance(item, dict) else ())):
            yield ("examples", index, "values", place), False
