"""A field names a system of record that does not keep it."""

from edits import Broken, Draw, set_value
from hypothesis import strategies as st

from mopsbook.checks.known_fields import Known, known_fields
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Known]:
    fields = [known for known in known_fields(shelf).values() if known.names and not known.is_gone]
    # Where an opt-out is recorded decides whom it reaches.
    return [known for known in fields if "system_of_record" in known.item and not known.item.get("consent")]


def break_at(known: Known, draw: Draw, shelf: Shelf) -> Broken:
    others = [
        each.id for each in shelf.of_kind("system") if each.data["status"] == "active" and each.id not in known.names
    ]
    return set_value(known.document, (*known.pointer, "system_of_record"), draw(st.sampled_from(others)))
