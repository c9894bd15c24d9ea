"""An integration of a critical system no longer says where one sees that it works, or who hears that it fails."""

from edits import Broken, Draw, change, in_use, take_out
from hypothesis import strategies as st

from mopsbook.checks.flows import runs
from mopsbook.checks.targets import document_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

WATCH = ("monitoring", "alert_channel")


def spots(shelf: Shelf) -> list[tuple[Document, list[str]]]:
    return [
        (document, [key for key in WATCH if key in document.data])
        for document in in_use(shelf, "integration")
        if runs(document) and any(key in document.data for key in WATCH)
        if any(
            system and system.data.get("tier") == 1
            for system in (document_at(shelf, document, (side,), "system") for side in ("source", "target"))
        )
    ]


def break_at(spot: tuple[Document, list[str]], draw: Draw, shelf: Shelf) -> Broken:
    document, keys = spot
    lost = draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    return change(document, *(take_out(document, (key,)) for key in lost), named=())
