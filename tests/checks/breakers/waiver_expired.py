"""A waiver whose last day has passed is left in the book."""

from datetime import timedelta

from edits import TODAY, Broken, Draw, in_use
from hypothesis import strategies as st
from waived import waiver

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return in_use(shelf)


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    day = TODAY - timedelta(days=draw(st.integers(1, 400)))
    rule = draw(st.sampled_from(["overdue-review", "incomplete", "own/tier-1-runbook"]))
    return waiver(shelf, document, rule, str(day), named="until")
