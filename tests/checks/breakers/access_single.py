"""One person alone can let people into a system, or get them out."""

from edits import Broken, Draw, Spot, in_use, is_on_one_line, line_of, lines_of, set_value
from hypothesis import strategies as st

from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    return [
        (document, (field,))
        for document in in_use(shelf)
        if document.kind.name == "system" and document.data["tier"] in (1, 2) and document.data["status"] != "planned"
        for field in ("provisioners", "deprovisioners")
        if field in document.data and is_on_one_line(document, (field,))
    ]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, field = spot
    role = draw(st.sampled_from([role.id for role in shelf.of_kind("role") if role.data.get("status") == "active"]))
    holder = next(one for one in shelf.of_kind("role") if one.id == role)
    lines = [line for line in lines_of(holder) if not line.startswith(("backup:", "holders:"))]
    broken = set_value(document, field, f"[{role}]")
    files = {**broken.files, holder.path: "\n".join(["holders: 1", *lines])}
    return Broken(files, document.path, line_of(document, field))
