"""A reference, anywhere, names what is not there."""

from edits import Broken, Draw, Spot, is_on_one_line, nonsense, set_value

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (r.document, r.pointer)
        for r, _ in shelf.references
        # Where text may stand, a name that leads nowhere is text.
        if is_on_one_line(r.document, r.pointer) and not r.field.or_text
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    return set_value(*spot, nonsense(draw))
