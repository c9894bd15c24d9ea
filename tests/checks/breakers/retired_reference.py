"""Something in use names a system that is retired."""

from edits import Broken, Draw, Spot, is_on_one_line, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (reference.document, reference.pointer)
        for reference, _ in shelf.references
        if "system" in reference.field.refs and reference.field.name != "replaced_by"
        if reference.document.data.get("status") == "active" and is_on_one_line(reference.document, reference.pointer)
        # Where an object or a field is kept is a matter of many rules.
        if not (reference.document.kind.name == "object" and "names" in reference.pointer)
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    retired = [system.id for system in shelf.of_kind("system") if system.data["status"] == "retired"]
    return set_value(*spot, draw(st.sampled_from(retired)))
