"""A system says that less hangs on it than its scores give."""

from edits import Broken, Draw, in_use, set_value
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [
        document
        for document in in_use(shelf)
        if document.kind.name == "system"
        and document.data.get("criticality")
        # More is asked of what more hangs on.
        and document.data["tier"] < 4
        and any(line.startswith("tier:") for line in document.source.lines)
    ]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    tier = draw(st.sampled_from([tier for tier in (2, 3, 4) if tier > document.data["tier"]]))
    return set_value(document, ("tier",), str(tier))
