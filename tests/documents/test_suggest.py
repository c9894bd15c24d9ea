"""What is said of a wrong value shows a right one, wherever the value leaves no doubt or the schema has an example."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mopsbook.checks.run import run_checks
from mopsbook.documents.shelf import Shelf
from mopsbook.documents.suggest import suggest_boolean, suggest_date, suggest_number
from mopsbook.reading.scalars import resolve

Book = Callable[..., Shelf]
BOTH = "Write 12000 or 12: a dot is a decimal point, and nothing parts thousands."


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("12.000", BOTH), ("12,000", BOTH), ("€12,000", BOTH),
        ("99.90", "Write 99.9, without the zeros."), ("012", "Write 12, without the zeros."),
        ("1,234.50", "Write the number alone: 1234.5."), ("1.234,50", "Write the number alone: 1234.5."),
        ("12 000 EUR", "Write the number alone: 12000."), ("12'000", "Write the number alone: 12000."),
        ("1_000", "Write the number alone: 1000."), ("12k", "Write the number alone: 12000."),
        ("5 million", "Write the number alone: 5000000."), ("12,5", "Write the number alone: 12.5."),
        (".5", "Write the number alone: 0.5."), ("about 5", "Write the number alone: 5."), ("50 %", "Write the number alone: 50."),
        ("4", "Write it without quotes: 4."), ("-3.5", "Write it without quotes: -3.5."),
        ("1-3", ""), ("1 2", ""), ("0x1F", ""), ("1e6", ""), ("many", ""), ("9" * 20, ""), ("", ""),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_it_should_be_written(typed: str, says: str) -> None:
    assert suggest_number(typed, whole=False) == says


@pytest.mark.parametrize("typed", ["12.000", "12k", "-007.50", "1.234,50", ".5", "1_000", "12 000"])
def test_every_number_that_is_shown_is_one_when_it_is_written(typed: str) -> None:
    said = suggest_number(typed, whole=False)
    for word in said.replace(",", " ").replace(":", " ").rstrip(".").split():
        assert not word.lstrip("-")[:1].isdigit() or isinstance(resolve(word), (int, float))


def test_a_fraction_is_no_way_to_write_a_whole_number() -> None:
    assert suggest_number("12,5", whole=True) == suggest_number("99.90", whole=True) == ""
    assert suggest_number("12.000", whole=True) == BOTH


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2026-02-30", "February 2026 has 28 days."), ("2028-02-30", "February 2028 has 29 days."),
        ("2026-13-01", "did you mean `2026-01-13`?"), ("2026-13-40", "A year has months 01 to 12, not 13."),
        ("0000-01-01", "There is no such year."), ("2026-03-31T10:00:00Z", "did you mean `2026-03-31`?"),
        ("2026-03-31 10:00", "did you mean `2026-03-31`?"), ("31.03.2026", "did you mean `2026-03-31`?"),
        ("03/04/2026", "did you mean `2026-04-03` or `2026-03-04`?"), ("3/31/2026", "did you mean `2026-03-31`?"),
        ("2026/3/1", "did you mean `2026-03-01`?"), ("March 31, 2026", "did you mean `2026-03-31`?"),
        ("1 Feb 2026", "did you mean `2026-02-01`?"), ("31 Foo 2026", ""), ("30.02.2026", ""), ("2026-03", ""), ("soon", ""),
    ],
)  # fmt: skip
def test_a_date_is_shown_as_it_should_be_written(typed: str, says: str) -> None:
    assert suggest_date(typed) == says


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("ja", "Write true:"), ("Nein", "Write false:"), ("yes", "Write true:"), ("off", "Write false:"), ("oui", "Write true:"),
        ("nie", "Write false:"), ("はい", "Write true:"), (1, "Write true:"), (0, "Write false:"), ("TRUE", "Write true, without"),
        ("maybe", ""), (5, ""),
    ],
)  # fmt: skip
def test_yes_and_no_are_understood_in_the_languages_teams_write(typed: object, begins: str) -> None:
    said = suggest_boolean(typed)
    assert said.startswith(begins)
    assert bool(said) == bool(begins)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("holds_personal_data: maybe", "Write true or false."),
        ("tier: 5", "1 is critical to the business"),
        ("review_every: sometimes", "As in `90d`."),
        ("contract: {seats: many}", "It is 0 or more."),
        ("status: [active]", "Allowed are `planned`"),
    ],
)
def test_a_hint_ends_with_a_right_value_where_the_schema_has_one(book: Book, line: str, says: str) -> None:
    shelf = book({"systems/a.yaml": f"kind: system\nid: a\ntitle: A\n{line}\n"})
    found = [f for f in run_checks(shelf, date(2026, 11, 22)) if f.rule == "schema-violation"]
    assert [(f.line, says in f.hint or f.hint) for f in found] == [(4, True)]
