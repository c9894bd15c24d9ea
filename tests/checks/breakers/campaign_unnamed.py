"""A campaign type is left with a naming convention for another system than that in which it is built."""

from edits import Broken, Draw, change, in_use, put

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Document, Document]]:
    return [
        (type, convention)
        for type in in_use(shelf, "campaign-type")
        for convention in in_use(shelf, "naming-convention")
        if type.data["template"]["system"] not in {claim.get("system") for claim in convention.data["applies_to"]}
    ]


def break_at(spot: tuple[Document, Document], draw: Draw, shelf: Shelf) -> Broken:
    type, convention = spot
    return change(type, put(type, ("naming",), f"[{convention.id}]"), named=("naming",), on_key=True)
