"""A system that no opt-out reaches begins to send."""

from edits import Broken, Draw, change, put_into
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    ends = {end for each in shelf.of_kind("integration") for end in (each.data["source"], each.data["target"])}
    return [
        system
        for system in shelf.of_kind("system")
        if system.id not in ends and system.data["status"] == "active" and "sends" not in system.data
    ]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    message = draw(st.sampled_from(["email", "phone", "direct-mail", "ads-audience"]))
    return change(document, put_into(document, (), f"sends: [{message}]"), named=("sends",))
