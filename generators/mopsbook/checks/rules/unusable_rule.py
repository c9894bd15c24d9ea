"""A rule of the book's own cannot be used.

What: A rule under `rules` in book.yaml names a kind, a field, a document or a value that there is not, asks something
of a field that it can never say, or follows more than four references; or one under `change_rules` names a kind, a field
or a date that there is not. It is not applied until it is mended.

Why: A rule with a slip in it is worse than none: it finds nothing, for ever, and everybody believes that all is well.

Mend: Take the name that the message offers. What can be asked of each kind stands in the authoring reference, and how
rules are written in that of the book itself.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.change_rules import read_change_rules
from mopsbook.checks.finding import Complaint
from mopsbook.checks.own.read import read_own_rules
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """The book itself is asked."""
    return kind.hidden


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield all that is wrong with how the book's own rules are written."""
    yield from read_own_rules(shelf, today).faults
    yield from read_change_rules(shelf).faults
