"""This was changed after somebody had read it, and nobody has read it since.

What: the document was reviewed with `mopsbook review`, and says something else now than it did then. Comments, line breaks and the order
of keys do not count, nor do tags, aliases and the cadence. A record of a review that cannot be read is reported, too. A document that
was never reviewed so, and one of which `overdue-review` or `suspect` speaks, are left alone.

Why: The page says that somebody found it true on that day. Of what was written later that is not so.

Mend: Let somebody read the whole of it and run `mopsbook review` for it. Best is whoever did not write the change.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.attested import attested, recorded_as
from mopsbook.checks.finding import Complaint
from mopsbook.checks.freshness import judge_all
from mopsbook.documents.records import place_of
from mopsbook.documents.shelf import Shelf

SEVERITY = "info"
DIMENSION = "reliable"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each document that was changed since its review, or whose record is spoilt."""
    for document, freshness in zip(shelf.documents, judge_all(shelf, today), strict=True):
        again = f"run `mopsbook review {document.kind.name}/{document.id}`."
        if freshness.state == "changed":
            message = f"it was changed since its review on {freshness.reviewed}"
            yield Complaint(document, ("last_reviewed",), message, f"Read it again, and {again}")
            continue
        held, name = attested(document, shelf), recorded_as(document, shelf)
        if held is not None and held.record is None and name is not None:
            hint = f"Take the file back with git, or read the document again and {again}"
            yield Complaint(document, (), f"the record of its review, `{place_of(*name)}`, cannot be read", hint)
