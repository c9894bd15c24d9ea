"""A system that is gone is active again, and its last day is past."""

from dataclasses import replace

from edits import TODAY, Broken, Draw, line_of, set_value
from hypothesis import strategies as st

from mopsbook.documents.dates import parse_date
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    days = [(system, parse_date(system.data.get("sunset", {}).get("date"))) for system in shelf.of_kind("system")]
    return [system for system, day in days if day and day < TODAY]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    broken = set_value(document, ("status",), draw(st.sampled_from(["active", "deprecated"])))
    return replace(broken, line=line_of(document, ("sunset", "date")))
