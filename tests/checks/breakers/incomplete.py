"""Something that is required is left out, or a word stands there that says nothing."""

from edits import Broken, Draw, Spot, drop, has_own_line, in_use, keys_of, set_value
from hypothesis import strategies as st

from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.field import Field

BLANKS = ("TBD", "tbd", "n/a", "to be defined", "unknown", '"?"')


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, pointer)
        for document in in_use(shelf)
        for pointer, field in keys_of(document)
        if field.expect == "required"
        and not field.structural
        and not field.computed
        and has_own_line(document, pointer)
        if is_asked_for(document, pointer, field)
    ]


def is_asked_for(document: Document, pointer: Pointer, field: Field) -> bool:
    wanted = {name: value if isinstance(value, list) else [value] for name, value in field.expect_when.items()}
    return all(document.get((*pointer[:-1], name)) in values for name, values in wanted.items())


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, pointer = spot
    if draw(st.booleans()):
        return set_value(*spot, draw(st.sampled_from(BLANKS)))
    return drop(document, pointer, pointer[:-1])
