"""What docs/diff.md shows can be used: its change rules by this book, its options by the command."""

import re
from pathlib import Path

from mopsbook.checks.change_rules import read_change_rules
from mopsbook.cli.diff import command
from mopsbook.documents.load import load_shelf, read_document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import find_layout

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/diff.md").read_text(encoding="utf-8")


def test_the_change_rules_on_the_page_can_be_used_as_they_stand() -> None:
    reference = load_shelf(find_layout(ROOT), load_kinds())
    (block,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    _, (book,), troubles = read_document(
        "knowledge/book.yaml", f"kind: book\ntitle: Ours\n{block}".encode(), reference.kinds
    )
    assert not troubles
    assert not book.violations
    read = read_change_rules(Shelf(reference.kinds, reference.documents, (), {}, book, "knowledge"))
    assert [fault.message for fault in read.faults] == []
    assert len(read.rules) == 1


def test_the_rules_of_the_reference_book_can_be_used() -> None:
    read = read_change_rules(load_shelf(find_layout(ROOT), load_kinds()))
    assert [fault.message for fault in read.faults] == []
    assert len(read.rules) == 3


def test_each_option_on_the_page_is_one_of_the_command() -> None:
    known = {option for parameter in command.params for option in parameter.opts}
    shown = {option for line in re.findall(r"mopsbook diff(.*)", TEXT) for option in re.findall(r"--[a-z]+", line)}
    assert shown <= known
    assert {"--enforce", "--format", "--svg"} <= shown
