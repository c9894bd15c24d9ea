"""A waiver names no rule, or one that nobody may be let off."""

from edits import Broken, Draw, in_use, nonsense
from hypothesis import strategies as st
from waived import waiver

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return in_use(shelf)


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    rule = draw(st.sampled_from(["schema-violation", "unreadable-file", "waiver-unused", nonsense(draw)]))
    return waiver(shelf, document, rule, "2027-01-31", named="rule")
