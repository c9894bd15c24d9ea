"""A document was reviewed when it still said something else."""

from __future__ import annotations

from edits import Broken, Draw, in_use, value_line
from msgspec.structs import replace

from mopsbook.checks.attested import make_record
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

OTHER = "0" * 10


def spots(shelf: Shelf) -> list[Document]:
    return [one for one in in_use(shelf) if one.data.get("last_reviewed")]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    record = replace(make_record(document, shelf, document.data["last_reviewed"], ""), content=OTHER)
    return Broken({}, document.path, value_line(document, ("last_reviewed",)), {document.key: record})
