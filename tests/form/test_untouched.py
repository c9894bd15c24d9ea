"""What nobody touched stays as it is: in the whole reference book, and in any document that could be written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from browser_form import fields_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsbook.documents.document import Document
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.form.control import make_controls, walk
from mopsbook.form.read_posted import read_posted
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout
from mopsbook.reading.read import read_yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    layout = find_layout(ROOT)
    return load_shelf(layout, load_kinds([layout.schemas]))


def written(document: Document) -> dict:
    value = read_yaml(document.source.text.encode()).value
    for step in document.base:
        value = value[step]
    return value


def test_each_document_of_the_reference_book_sent_back_unchanged_is_no_change(shelf: Shelf) -> None:
    sorts: Counter[str] = Counter()
    for document in shelf.documents:
        data = written(document)
        controls = make_controls(document.kind, data)
        posted = read_posted(controls, data, fields_of(controls))
        assert (posted.edits, posted.problems) == ([], {}), document.id
        assert posted.data == data
        sorts.update(control.sort for control in walk(controls))
    # Nothing in it is out of the form's reach.
    assert set(sorts) == set("text prose number date choice boolean reference list groups map group".split())


ODD = ["5", "true", " a ", "a\nb\n", "2026-02-30", "2026-02-03", "\r", "a\r\n\r\n"]
PLAIN = (
    st.none() | st.booleans() | st.integers(-9, 10**6) | st.floats(-9, 9) | st.text(max_size=8) | st.sampled_from(ODD)
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_a_document_says_it_is_no_change_if_nobody_touches_it(shelf: Shelf, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([kind for kind in shelf.kinds.values() if not kind.hidden]))
    fields = data.draw(st.lists(st.sampled_from(kind.fields), max_size=5))
    document = data.draw(st.fixed_dictionaries({field.name: VALUES for field in fields}))
    controls = make_controls(kind, document)
    posted = read_posted(controls, document, fields_of(controls))
    assert posted.edits == [] and posted.problems == {} and posted.data == document
