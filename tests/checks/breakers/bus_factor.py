"""One person holds a role that owns more than it should, and nobody stands in."""

from edits import Broken, Draw, has_own_line, in_use, lines_of, set_value
from hypothesis import strategies as st

from mopsbook.checks.thresholds import threshold
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    return [
        document
        for document in in_use(shelf)
        if document.kind.name == "role"
        and has_own_line(document, ("holders",))
        and all(name not in document.data or has_own_line(document, (name,)) for name in ("backup", "delegated_to"))
    ]


def break_at(role: Document, draw: Draw, shelf: Shelf) -> Broken:
    systems = [
        system
        for system in in_use(shelf)
        if system.kind.name == "system" and system.data["tier"] == 1 and system.data["status"] != "planned"
    ]
    fewest = threshold(shelf, "single_holder") + 1
    mine = draw(st.sets(st.integers(0, len(systems) - 1), min_size=fewest))
    files = {systems[n].path: set_value(systems[n], ("owner",), role.id).files[systems[n].path] for n in mine}
    lines = [line for line in lines_of(role) if not line.startswith(("backup:", "delegated_to:", "holders:"))]
    return Broken({**files, role.path: "\n".join(["holders: 1", *lines])}, role.path, 1)
