"""A convention names a thing that another one names already."""

from edits import Broken, Draw, change, in_use, put_item, value_line

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Document, Document, int]]:
    conventions = in_use(shelf, "naming-convention")
    return [
        (one, other, index)
        for one in conventions
        for other in conventions
        for index, claim in enumerate(other.data["applies_to"])
        # For links there are further rules, and a limit holds for both.
        if one is not other and "utm" not in claim["object"] and "max_length" not in claim
    ]


def break_at(spot: tuple[Document, Document, int], draw: Draw, shelf: Shelf) -> Broken:
    one, other, index = spot
    claim = ", ".join(f"{key}: {value}" for key, value in other.data["applies_to"][index].items())
    first = ("applies_to", 0)
    broken = change(one, put_item(one, first, f"{{{claim}}}"), named=(*first, "object"))
    # The later of the two is the one too many.
    line = value_line(other, ("applies_to", index, "object"))
    return broken if one.path > other.path else broken.and_named(other.path, line)
