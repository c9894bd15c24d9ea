"""A rule of the book's own asks nothing of any document.

What: No document is of the kind that the rule selects and meets its `where`, though each name in it is right.

Why: It may be that there is nothing of the sort yet. It may also be that the condition says something other than what
was meant, and then the rule guards nothing.

Mend: Read the `where` again. If there is nothing to ask yet, leave it: this is a remark, and it goes with the first
document of the sort.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.own.find import find_idle
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "info"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """The book itself is asked."""
    return kind.hidden


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each rule that no document is asked by."""
    for rule in find_idle(shelf, today):
        if shelf.book:
            part = "select" if rule.where is None else "where"
            yield Complaint(shelf.book, (*rule.at, part), "this asks nothing of any document", "", on_key=True)
