"""A rule of the book's own asks of a kind or of a field that there is not."""

from edits import Broken, Draw, Spot, change, items, nonsense, put, rename

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    assert shelf.book
    found: list[Spot] = []
    for book, at in items([shelf.book], "rules"):
        found.append((book, (*at, "select")))
        found += [(book, (*at, part, name)) for part in ("where", "require") for name in book.get((*at, part))]
    found += [
        (book, (*at, "when", "kind"))
        for book, at in items([shelf.book], "change_rules")
        if book.get((*at, "when", "kind"))
    ]
    return found


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    book, at = spot
    name = nonsense(draw)
    if at[-1] in ("select", "kind"):
        return change(book, put(book, at, name), named=at)
    return change(book, rename(book, at, name), named=(*at[:-1], name), on_key=True)
