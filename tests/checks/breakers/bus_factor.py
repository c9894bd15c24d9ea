"""One person holds a role that administers more than it should alone, and nobody stands in."""

from edits import Broken, Draw, change, in_use, put, take_out
from hypothesis import strategies as st

from mopsbook.checks.thresholds import threshold
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    # For whoever owns a critical system a rule of the book's own asks for a stand-in.
    owning = {system.data["owner"] for system in critical(shelf)}
    return [role for role in in_use(shelf, "role") if "holders" in role.data and role.id not in owning]


def critical(shelf: Shelf) -> list[Document]:
    systems = in_use(shelf, "system")
    return [system for system in systems if system.data["tier"] == 1 and system.data["status"] != "planned"]


def break_at(role: Document, draw: Draw, shelf: Shelf) -> Broken:
    systems = critical(shelf)
    mine = draw(st.sets(st.integers(0, len(systems) - 1), min_size=threshold(shelf, "single_holder") + 1))
    given = [change(systems[n], put(systems[n], ("technical_owner",), role.id), named=()) for n in sorted(mine)]
    stand_in = [take_out(role, (key,)) for key in ("backup", "delegated_to") if key in role.data]
    broken = change(role, put(role, ("holders",), "1"), *stand_in, named=("holders",))
    return broken.and_changed({path: text for one in given for path, text in one.files.items()})
