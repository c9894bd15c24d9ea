"""A rule of the book's own asks for something that no document is."""

from edits import Broken, Draw, Spot, change, items, nonsense, put

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    assert shelf.book
    return [(book, at) for book, at in items([shelf.book], "rules") if "where" in book.get(at)]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    book, at = spot
    where = (*at, "where")
    return change(book, put(book, where, f"{{title: {nonsense(draw)}}}"), named=where, on_key=True)
