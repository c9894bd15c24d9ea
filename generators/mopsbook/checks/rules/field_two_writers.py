"""Two may write one field, and nothing says whose value stays.

What: A field that an object describes has more than one writer under `written_by`, and neither a `conflict_rule` nor an
`update_rule` by which the first value stays or all of them are kept (`write-once`, `only-if-empty`, `append`). Writers
that are not named there are for the rule writer-not-named.

Why: The value is then that of whoever wrote last. Sales corrects a country, the night's enrichment puts the old one
back, and a month later nobody can say which of the two is right.

Mend: Say in `conflict_rule` who is stronger, in words that settle a quarrel: "People before forms, forms before
enrichment". If one of the two should not write at all, take it out.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Objects are asked."""
    return kind.name == "object"


_SETTLED = frozenset({"write-once", "only-if-empty", "append"})


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each field with two writers and no rule."""
    for known in known_fields(shelf).values():
        item = known.item
        spoilt = known.document.is_spoilt((*known.pointer, "conflict_rule"))
        writers = [writer for writer in item.get("written_by", ()) if writer]
        if (
            known.is_gone
            or spoilt
            or len(writers) < 2
            or item.get("conflict_rule")
            or item.get("update_rule") in _SETTLED
        ):
            continue
        message = f"it has {count(len(writers), 'writer')}, and nothing says whose value stays"
        hint = "Say in `conflict_rule` who is stronger, as in: Sales before enrichment before form."
        yield Complaint(known.document, (*known.pointer, "written_by"), message, hint, on_key=True)
