"""A field that keeps a score cannot, or is not the model's alone.

What: The fields that a model keeps its score and its parts in hold numbers, are three different ones, and belong to one model
in use. Nobody else writes them: no people, forms, imports or enrichment are among their `written_by`.

Why: A score that somebody corrected by hand is put right or wrong again at the next activity, and two models in one field
overwrite each other all day.

Mend: Give each score a field of its own that holds a number, and take the other writers out.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.known_fields import field_at
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


_NUMBERS = frozenset({"number", "integer", "score", "formula", "rollup"})
_OTHERS = frozenset({"user", "form", "import", "enrichment"})
_PLACES = (("field",), ("demographic", "field"), ("behavioural", "field"))


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each field of a score that holds no number, is used twice, or has other writers."""
    used: dict[str, str] = {}
    for document in shelf.of_kind("scoring-model"):
        if document.data.get("status") in ("retired", "planned", "draft"):
            continue
        for place in _PLACES:
            known = field_at(shelf, document, place)
            if known is None:
                continue
            type = known.item.get("type")
            others = [one["by"] for one in known.item.get("written_by", ()) if one.get("by") in _OTHERS]
            words = "its own score" if len(place) == 1 else f"its {place[0]} part"
            mine = f"`{document.id}` keeps {words} there"
            first = used.setdefault(known.name, mine)
            if type is not None and type not in _NUMBERS:
                yield Complaint(
                    document,
                    place,
                    f"`{known.name}` is `{type}` and holds no score",
                    "Name a field that holds a number.",
                )
            elif first != mine:
                yield Complaint(
                    document, place, f"`{known.name}` is taken: {first}", "Give each score a field of its own."
                )
            elif others:
                message = f"`{known.name}` is also written by {listed(list(dict.fromkeys(others)), last='and')}"
                yield Complaint(
                    document, place, message, "Only the model may write it: take the others out at the field."
                )
