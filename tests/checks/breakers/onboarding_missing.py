"""Many hold a role for which there is no path, in a team that has one."""

from edits import Broken, Draw, in_use, set_value
from hypothesis import strategies as st

from mopsbook.checks.targets import document_at, names_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    paths = [document for document in in_use(shelf) if document.kind.name == "onboarding-path"]
    found = [document_at(shelf, path, at, "role") for path in paths for at, _ in names_at(path, ("roles",))]
    covered = {role.id: role.data.get("team") for role in found if role}
    return [
        role
        for role in in_use(shelf)
        if role.kind.name == "role" and role.id not in covered and role.data.get("team") in covered.values()
    ]


def break_at(role: Document, draw: Draw, shelf: Shelf) -> Broken:
    return set_value(role, ("holders",), str(draw(st.integers(5, 500))))
