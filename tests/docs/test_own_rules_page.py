"""What docs/own-rules.md shows can be copied: every rule on it is one that this book could use."""

import re
from datetime import date
from pathlib import Path

import pytest

from mopsbook.checks.own.read import read_own_rules
from mopsbook.checks.own.values import PLAIN
from mopsbook.documents.load import load_shelf, read_document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/own-rules.md").read_text(encoding="utf-8")
BLOCKS = [block for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL) if block.startswith("rules:")]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def reference() -> Shelf:
    return load_shelf(find_layout(ROOT), load_kinds())


@pytest.mark.parametrize("block", BLOCKS, ids=[re.findall(r"id: (\S+)", block)[0] for block in BLOCKS])
def test_each_rule_on_the_page_can_be_used_as_it_stands(block: str, reference: Shelf) -> None:
    """Copied into book.yaml, a rule of the page is sound: no schema and no reader of rules has anything to say."""
    _, (book,), troubles = read_document(
        "knowledge/book.yaml", f"kind: book\ntitle: Ours\n{block}".encode(), reference.kinds
    )
    assert not troubles
    assert not book.violations
    shelf = Shelf(reference.kinds, reference.documents, (), {}, book, "knowledge")
    own = read_own_rules(shelf, TODAY)
    assert [fault.message for fault in own.faults] == []
    assert all(rule.require for rule in own.by_name.values())


def test_every_word_of_the_language_is_on_the_page() -> None:
    """What a rule may say stands in the schema, in the reader and on the page: none of them knows a word more."""
    field = load_kinds()["book"].field("rules.require")
    assert field is not None
    words = {child.name for child in field.children}
    assert words >= set(PLAIN)
    assert [word for word in sorted(words) if f"`{word}" not in TEXT and f"{{{word}:" not in TEXT] == []
