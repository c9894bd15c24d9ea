"""A field bears the label of another one."""

from edits import Broken, Draw, change, put
from hypothesis import strategies as st

from mopsbook.checks.known_fields import Known, known_fields
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Known, Known]]:
    fields = [known for known in known_fields(shelf).values() if known.item.get("status", "active") == "active"]
    return [(one, other) for one in fields for other in fields if one.document is other.document and one is not other]


def break_at(spot: tuple[Known, Known], draw: Draw, shelf: Shelf) -> Broken:
    one, other = spot
    title = other.item["title"]
    edit = put(one.document, (*one.pointer, "title"), draw(st.sampled_from([title, title.upper(), f"'{title} '"])))
    later = max(one.pointer, other.pointer)
    return change(one.document, edit, named=(*later, "title"))
