"""A document was reviewed when something that it depends on still said something else."""

from __future__ import annotations

from edits import Broken, Draw, in_use, value_line
from hypothesis import strategies as st
from msgspec.structs import replace

from mopsbook.checks.attested import find_watched, make_record
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

OTHER = "0" * 10


def spots(shelf: Shelf) -> list[Document]:
    return [one for one in in_use(shelf) if one.data.get("last_reviewed") and any(find_watched(one, shelf))]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    record = make_record(document, shelf, document.data["last_reviewed"], "")
    name = draw(st.sampled_from(sorted(record.watched)))
    field = draw(st.sampled_from(sorted(record.watched[name])))
    watched = {**record.watched, name: {**record.watched[name], field: OTHER}}
    line = value_line(document, ("last_reviewed",))
    return Broken({}, document.path, line, {document.key: replace(record, watched=watched)})
