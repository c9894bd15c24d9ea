"""Among the values of a condition stands one that is not in the list of the field, or is retired there."""

from edits import Broken, Draw, Spot, change, in_use, nonsense, put
from hypothesis import strategies as st

from mopsbook.checks.known_fields import field_at
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.documents.values import find_values


def spots(shelf: Shelf) -> list[tuple[Spot, list[str]]]:
    return [
        ((document, at), gone)
        for document in in_use(shelf, "scoring-model", "segment")
        for key in ("rules", "exclusions", "filters")
        for at, _ in find_values(document.data, (key, "when", "field"), frozenset())
        if document.get(at[:2]).get("status") != "retired" and document.get((*at[:-1], "op")) == "is"
        for gone in [retired(shelf, document, at)]
        if gone is not None
    ]


def retired(shelf: Shelf, document: Document, at: Pointer) -> list[str] | None:
    """The values that a field had once; None if it has no list."""
    known = field_at(shelf, document, at)
    values = shelf.get("value-list", known.item.get("picklist", "")) if known else None
    return values and [one["value"] for one in values.data["values"] if one.get("status") == "retired"]


def break_at(spot: tuple[Spot, list[str]], draw: Draw, shelf: Shelf) -> Broken:
    (document, field), gone = spot
    at = (*field[:-1], "value")
    value = document.get(at)
    values = value if isinstance(value, list) else [value]
    place = draw(st.integers(0, len(values)))
    wrong = draw(st.sampled_from([nonsense(draw), *gone]))
    more = [*values[:place], wrong, *values[place:]]
    return change(document, put(document, at, f"[{', '.join(more)}]"), named=(*at, place))
