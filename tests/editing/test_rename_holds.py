"""`mopsbook rename` over made documents, and over the reference book: nothing but the intended bytes changes."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import made_bytes
from renamed import TODAY, plan, write

from mopsbook.checks.run import run_checks
from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.documents.values import find_parts
from mopsbook.editing.foresee import foresee
from mopsbook.editing.rename import plan_renaming
from mopsbook.editing.renaming import find_renaming
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout, find_layout
from mopsbook.reading.read import read_yaml
from mopsbook.review.carry import carry_records

# More of them: EXAMPLES=3000 pytest tests/editing
EXAMPLES = int(os.environ.get("EXAMPLES", "40"))
ROLES = {f"roles/{id}.yaml": f"kind: role\nid: {id}\ntitle: {id.title()}\n" for id in ("old-id", "old-id-x", "sales")}
MADE = "knowledge/systems/made.yaml"


def _spelled(content: bytes, id: str, aliases: str) -> bytes:
    return re.sub(rb"%(a\d)%", aliases.encode(), content).replace(b"@", id.encode())


def _replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(part, old, new) for key, part in value.items()}
    if isinstance(value, list):
        return [_replaced(part, old, new) for part in value]
    return value.replace(old, new) if isinstance(value, str) else value


@settings(max_examples=EXAMPLES, deadline=None)
@given(made_bytes(), st.sampled_from(["new-one", "x", "6", "on", "2026", "1e5", "new.one_2", "no"]))
def test_only_references_change_in_a_made_document(content: bytes, new: str) -> None:
    """A plain name changes its letters alone; one that YAML would read as something else is put in quotes besides."""
    before, plain = _spelled(content, "old-id", r"*\1"), _spelled(content, "new-one", "old-id")
    with tempfile.TemporaryDirectory() as folder:
        layout = Layout(Path(folder), Path(folder, "knowledge"))
        write(layout, {**ROLES, "systems/made.yaml": before})
        after = plan(layout, "role/old-id", new).files.get(MADE, before)
    assert after is not None
    if new in ("new-one", "x", "new.one_2"):
        assert after == plain.replace(b"new-one", new.encode())
    assert read_yaml(after).value == _replaced(read_yaml(plain).value, "new-one", new)


def _told(shelf: Shelf) -> list[tuple[str, str]]:
    # What they are about is called otherwise now.
    return sorted((finding.rule, finding.message) for finding in run_checks(shelf, TODAY))


@pytest.fixture(scope="module")
def reference() -> tuple[Layout, Shelf]:
    layout = find_layout(Path(__file__).parents[2])
    return layout, load_shelf(layout, load_kinds([layout.schemas]))


@settings(max_examples=4, deadline=None)
@given(st.data())
def test_after_a_renaming_the_check_of_the_reference_book_finds_what_it_found_before(
    reference: tuple[Layout, Shelf], data: st.DataObject
) -> None:
    layout, shelf = reference
    document = data.draw(st.sampled_from(shelf.documents), label="document")
    parts = sorted({each.name for each in find_parts(document.kind, document.data) if each.field.part_key == "id"})
    part = data.draw(st.sampled_from(["", *(f"#{name}" for name in parts)]), label="part")
    renaming = find_renaming(shelf, f"{document.kind.name}/{document.id}{part}", "quite-new-1")
    made = plan_renaming(shelf, layout, renaming)
    files = {**made.files, **carry_records(shelf, made, renaming)}
    then = foresee(shelf, {path: content for path, content in files.items() if not path.endswith(".md")})
    assert _told(then) == _told(shelf)
    assert len(then.documents) == len(shelf.documents)
