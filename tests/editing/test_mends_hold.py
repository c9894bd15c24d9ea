"""What is spoilt in the reference book by capitals, spaces and quotes alone is mended to the byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from renamed import TODAY

from mopsbook.checks.better import is_better
from mopsbook.checks.known import mark
from mopsbook.checks.run import run_checks
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.foresee import foresee
from mopsbook.editing.mend_book import mend_book
from mopsbook.editing.mends import find_mends
from mopsbook.editing.write_files import write_files
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout, find_layout
from mopsbook.reading.places import Places

EXAMPLES = int(os.environ.get("EXAMPLES", "4"))
Book = tuple[Layout, Shelf, list[tuple[Document, Pointer, str]]]


@pytest.fixture(scope="module")
def reference() -> Book:
    """The book, and every single plain value in it that names a document by a word of several parts, or an allowed value."""
    layout = find_layout(Path(__file__).parents[2])
    shelf = load_shelf(layout, load_kinds([layout.schemas]))
    spots = [
        (reference.document, reference.pointer, reference.name)
        for reference, target in shelf.references
        if target and not reference.typed and not target.part and not reference.field.or_text and "-" in reference.name
        if "/" not in reference.name and len(reference.pointer) == 1 and not reference.document.base
    ]
    for document in shelf.documents:
        for field in document.kind.fields:
            value = document.data.get(field.name)
            if field.values and isinstance(value, str) and not document.base and not field.computed:
                spots.append((document, (field.name,), value))
    return layout, shelf, spots


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data())
def test_a_value_in_another_spelling_is_written_as_it_was(
    reference: Book, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    _, shelf, spots = reference
    document, pointer, name = data.draw(st.sampled_from(spots), label="spot")
    spelt = data.draw(
        st.sampled_from([name.upper(), name.replace("-", "_"), name.title().replace("-", " ")]), label="spelt"
    )
    if spelt == name:
        return
    place = Places(document.source.text).value(pointer)
    lines = document.source.text.split("\n")
    line = lines[place.line - 1]
    lines[place.line - 1] = line[: place.column - 1] + spelt + line[place.end_column - 1 :]
    spoilt = "\n".join(lines).encode()
    root = tmp_path_factory.mktemp("book")
    layout = Layout(root, root / "knowledge")
    write_files(root, {document.path: spoilt})
    then = foresee(shelf, {document.path: spoilt})
    before = run_checks(then, TODAY)
    mended = mend_book(then, layout, find_mends(then, layout), lambda book: is_better(before, run_checks(book, TODAY)))
    # Capitals alone do not matter in a name of a document, and nobody finds fault with them.
    is_wrong = not {mark(finding) for finding in before} <= {mark(finding) for finding in run_checks(shelf, TODAY)}
    assert mended.files == ({document.path: document.source.text.encode()} if is_wrong else {})
