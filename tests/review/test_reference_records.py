"""The reference book shows what reviews on record look like: each belongs to a document, holds, and has the reader it names."""

from __future__ import annotations

from pathlib import Path

from mopsbook.checks.attested import attested
from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout

ROOT = Path(__file__).resolve().parents[2]


def test_every_record_of_the_reference_book_is_of_a_document_and_holds() -> None:
    shelf = load_shelf(Layout(ROOT, ROOT / "knowledge"), load_kinds())
    assert len(shelf.records) >= 10
    for key, record in shelf.records.items():
        document = shelf.get(*key)
        assert document is not None and record is not None, key
        assert (record.on, record.by) == (document.data["last_reviewed"], document.data["reviewed_by"]), key
        held = attested(document, shelf)
        assert held is not None and not held.changed and not held.causes, key
