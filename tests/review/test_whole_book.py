"""With every document of the reference book on record, a change makes exactly those suspect that refer to what was changed."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mopsbook.checks.attested import make_record
from mopsbook.checks.freshness import judge_all
from mopsbook.documents.document import Document
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.documents.with_file import with_file
from mopsbook.editing.edits import SetValue, make_edits
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)

# A kind and id, the pointer of the part that is meant, and the name of a field.
Spot = tuple[tuple[str, str], tuple[str | int, ...], str]


@cache
def on_record() -> Shelf:
    """The reference book, every document of it reviewed on the day that it says."""
    shelf = load_shelf(Layout(ROOT, ROOT / "knowledge"), load_kinds())
    read = [one for one in shelf.documents if one.data.get("last_reviewed")]
    records = {one.key: make_record(one, shelf, one.data["last_reviewed"], "") for one in read}
    return Shelf(shelf.kinds, shelf.documents, shelf.troubles, shelf.sources, shelf.book, shelf.folder, records)


@cache
def spots() -> dict[Spot, set[str]]:
    """What is watched and says some text, and who watches it: asked of the references alone."""
    shelf = on_record()
    found: dict[Spot, set[str]] = {}
    for reference, target in shelf.references:
        if (
            target is None
            or target.document is reference.document
            or reference.document.data.get("status") == "retired"
        ):
            continue
        said = target.document.get(target.part) if target.part else target.document.data
        for name in reference.field.watch:
            if isinstance(said.get(name), str):
                spot = (target.document.key, tuple(target.part), name)
                found.setdefault(spot, set()).add("/".join(reference.document.key))
    return found


def another(document: Document, pointer: tuple[str | int, ...]) -> str:
    """Return something else that a field may say."""
    field = document.kind.field(pointer)
    values = field.values if field else ()
    return next((value for value in values if value not in (document.get(pointer), "retired")), "another-one")


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_a_change_makes_exactly_those_suspect_that_refer_to_it(data: st.DataObject) -> None:
    """Whatever refers to it in a way that its schema watches is suspect; but for the document itself, nothing else is touched."""
    shelf = on_record()
    (key, part, name), watching = list(spots().items())[data.draw(st.integers(0, len(spots()) - 1))]
    document = shelf.get(*key)
    assert document is not None
    edit = SetValue((*part, name), another(document, (*part, name)))
    text, refused = make_edits(document.source.text, document.base, document.kind, [edit])
    assert not refused
    then = with_file(shelf, document.path, text.encode())
    pairs = zip(then.documents, judge_all(then, TODAY), strict=True)
    states = {"/".join(one.key): fresh.state for one, fresh in pairs}
    assert {name for name, state in states.items() if state == "suspect"} == watching
    assert {name for name, state in states.items() if state == "changed"} == {"/".join(key)} - watching
