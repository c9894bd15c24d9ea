"""A document takes the id of another one of its kind for an alias."""

from edits import Broken, Draw, insert, line_of
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Document, Document]]:
    free = [document for document in shelf.documents if "aliases" not in document.data and not document.base]
    return [(one, other) for one in free for other in shelf.of_kind(one.kind.name) if one is not other]


def break_at(spot: tuple[Document, Document], draw: Draw, shelf: Shelf) -> Broken:
    document, other = spot
    alias = draw(st.sampled_from([other.id, other.id.upper()]))
    return insert(document, line_of(document, ("title",)), f"aliases: [{alias}]")
