"""The book that ships with mopsbook uses every kind, so that each has a document to learn from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mopsbook.checks.completeness import measure_all
from mopsbook.documents.load import load_shelf
from mopsbook.kinds.kind import Kind
from mopsbook.kinds.load import find_builtin, load_kinds
from mopsbook.layout import find_layout

# Our schemas are looked at where their folder is named: a fault in one of them fails every test here.
KINDS = load_kinds([find_builtin()])
TODAY = date(2026, 11, 22)
SHELF = load_shelf(find_layout(Path(__file__).parents[2]), KINDS)


@pytest.mark.parametrize("kind", KINDS.shown, ids=lambda kind: kind.name)
def test_a_kind_has_a_document_that_leaves_nothing_out(kind: Kind) -> None:
    """Whoever copies the best document of a kind has an example of all that is asked for."""
    measured = zip(SHELF.documents, measure_all(SHELF, TODAY), strict=True)
    best = max((found.score for document, found in measured if document.kind is kind), default=0)
    assert best >= 95


@pytest.mark.parametrize("kind", KINDS.shown, ids=lambda kind: kind.name)
def test_a_kind_stands_in_a_section_with_others(kind: Kind) -> None:
    """The menu stays short: eight sections hold all kinds."""
    assert kind.section in (
        "Stack",
        "Data",
        "Campaigns",
        "Processes",
        "Measurement",
        "Governance",
        "People",
        "Glossary",
    )
