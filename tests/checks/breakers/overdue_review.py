"""The last review is too long ago, or has not been yet."""

from datetime import timedelta

from edits import TODAY, Broken, Draw, in_use, set_value
from hypothesis import strategies as st

from mopsbook.checks.freshness import cadence
from mopsbook.documents.dates import earlier
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [document for document in in_use(shelf) if "last_reviewed" in document.data]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    days = timedelta(days=draw(st.integers(1, 4_000)))
    late, early = earlier(TODAY, cadence(document, shelf)) - days, TODAY + timedelta(days=1) + days
    return set_value(document, ("last_reviewed",), str(draw(st.sampled_from([late, early]))))
