"""Whatever is typed into whichever field of the reference book, the file then says just that, or says why it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser_form import Pairs, fields_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.comments import find_comments
from mopsbook.editing.edits import make_edits
from mopsbook.form.control import make_controls
from mopsbook.form.read_posted import read_posted
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout
from mopsbook.reading.read import read_yaml

WORDS = st.sampled_from(
    [
        "",
        "x",
        "5",
        "true",
        "2026-01-01",
        "a\nb",
        "a\n\n  b\n",
        "- x",
        ": # {",
        "'\"",
        "é\u00a0é",
        "\x00",
        "\x85",
        "word " * 60,
    ]
) | st.text(max_size=12)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    layout = find_layout(Path(__file__).parents[2])
    return load_shelf(layout, load_kinds([layout.schemas]))


def disturb(pairs: Pairs, draw: Any) -> Pairs:
    """Return what is sent after something was typed, taken out, sent twice, moved, or added by somebody."""
    place = draw(st.integers(0, len(pairs) - 1))
    name, _ = pairs[place]
    inside = name.rpartition("/")[0] or name
    rest = [pair for pair in pairs if not pair[0].startswith(f"{inside}/")]
    match draw(st.sampled_from(["type", "type", "leave out", "twice", "item", "move", "new", "odd"])):
        case "type":
            return [*pairs[:place], (name, draw(WORDS)), *pairs[place + 1 :]]
        case "leave out":
            return pairs[:place] + pairs[place + 1 :]
        case "twice":
            return [*pairs, (name, draw(WORDS))]
        case "item":
            return rest
        case "move":
            return [*rest, *(pair for pair in pairs if pair[0].startswith(f"{inside}/"))]
        case "new":
            return [*pairs, (name.replace("/i0", "/n1").replace("/i1", "/n2"), draw(WORDS))]
    odd = [
        "does_not_apply/n1/@key",
        "does_not_apply/n1/@value",
        "does_not_apply/@list",
        "unknown/n1/ask",
        f"{name}/x",
        "",
        "/",
        "kind",
    ]
    return [*pairs, (draw(st.sampled_from(odd)), draw(WORDS))]


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_file_says_what_was_typed_and_keeps_its_comments(shelf: Shelf, data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(shelf.documents))
    text = document.source.text
    written: Any = read_yaml(text.encode()).value
    for step in document.base:
        written = written[step]
    controls = make_controls(document.kind, written)
    pairs = fields_of(controls)
    for _ in range(data.draw(st.integers(1, 4))):
        pairs = disturb(pairs, data.draw) if pairs else pairs
    posted = read_posted(controls, written, pairs)
    edited, refused = make_edits(text, document.base, document.kind, posted.edits)
    found: Any = read_yaml(edited.encode()).value
    for step in document.base:
        found = found[step]
    assert found == posted.data or refused
    assert find_comments(edited) == find_comments(text)
    if not posted.edits:
        assert edited == text
