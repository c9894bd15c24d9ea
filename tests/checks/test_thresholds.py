"""Thresholds have their usual numbers in one place, and the schema of the book shows them."""

from __future__ import annotations

from collections.abc import Callable

from mopsbook.checks.thresholds import USUAL, threshold
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds


def test_the_schema_of_the_book_shows_the_usual_numbers() -> None:
    """Each threshold that rules ask for can be set in book.yaml, and its default is the number that holds without it."""
    field = load_kinds()["book"].field(("policy", "thresholds"))
    assert field is not None
    assert {child.name: child.default for child in field.children} == dict(USUAL)


def test_the_policy_of_the_book_wins(book: Callable[..., Shelf]) -> None:
    """What book.yaml says is taken, 0 as well; what it does not say is as usual."""
    shelf = book({"book.yaml": "kind: book\ntitle: B\npolicy: {thresholds: {notice_days: 0}}\n"})
    assert threshold(shelf, "notice_days") == 0
    assert threshold(shelf, "unused_seats") == USUAL["unused_seats"]
