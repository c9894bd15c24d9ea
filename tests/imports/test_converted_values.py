"""Values are taken for what they mean, never guessed, and never lost without a word."""

import pytest

from mopsbook.editing.ids import LONGEST, VALID, make_id, make_unique
from mopsbook.imports.convert import Unfit, convert
from mopsbook.imports.dates import find_forms
from mopsbook.imports.normalise import Table
from mopsbook.kinds.field import Field


@pytest.mark.parametrize(
    ("typed", "meant", "how"),
    [
        ("employee", "e", "exact"),
        (" Employee ", "e", "spelling"),
        ("EMPLOYEE!", "e", "spelling"),
        ("emplyoyee", "e", "near"),
        ("Tier 3/Non-critical", 3, "spelling"),
        ("TIer 3 / Non-critical", 3, "spelling"),
    ],
)
def test_case_spaces_punctuation_and_slips_do_not_matter(typed: str, meant: object, how: str) -> None:
    match = Table({"employee": "e", "Tier 3 / Non-critical": 3}).find(typed, near=True)
    assert match is not None and (match.value, match.how) == (meant, how)


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("active", "inactive"),
        ("tier 2", "tier 3"),
        ("internal", "external"),
        ("saml", "sams"),
        ("critical", "noncritical"),
        ("1", "-1"),
        ("15", "1.5"),
        ("51-200", "5-1200"),
        ("< 50 people", "> 50 people"),
    ],
)
def test_another_value_is_no_slip_of_the_pen(known: str, typed: str) -> None:
    assert Table({known: 1}).find(typed, near=True) is None


def test_how_the_digits_of_a_number_are_grouped_does_not_matter() -> None:
    assert Table({"10000+ employees": "xl"}).find("10,000+ Employees").value == "xl"


def test_signs_alone_are_told_apart() -> None:
    table = Table({"+": "plus", "-": "minus"})
    assert table.find("+").value == "plus"


def field(*types: str, format_: str = "") -> Field:
    return Field("x", ("x",), "X", types=types, format=format_)


@pytest.mark.parametrize(
    ("value", "types", "wanted"),
    [
        ("1,234", ["integer"], 1234),
        ("1,234.50", ["number"], 1234.5),
        ("1.234,50 €", ["number"], 1234.5),
        ("$ 12 000", ["number"], 12000),
        ("97 000,5", ["number"], 97000.5),
        ("CHF 1’200.50", ["number"], 1200.5),
        ("–5", ["integer"], -5),
        (".25", ["number"], 0.25),
        ("approx. 500", ["integer"], 500),
        ("− 15 pts", ["integer"], -15),
        ("€ 1,200 / year", ["number"], 1200),
        ("24,000 p.a.", ["number"], 24000),
        (3.0, ["integer"], 3),
        ("TRUE", ["boolean"], True),
        ("oui", ["boolean"], True),
        (12, ["string"], "12"),
        (True, ["string"], "true"),
        ("a\u00a0b\x00", ["string"], "a b"),
    ],
)
def test_cells_become_what_the_field_holds(value: object, types: list[str], wanted: object) -> None:
    assert convert(value, field(*types)) == wanted


@pytest.mark.parametrize(
    ("value", "types"),
    [
        ("1,5", ["number"]),
        ("many", ["integer"]),
        ("to be set, by Finance", ["integer"]),
        ("1.5", ["integer"]),
        ("maybe", ["boolean"]),
        ("10–15", ["integer"]),
        ("97k", ["number"]),
        ("€ 1.2 Mio.", ["number"]),
        ("(500)", ["number"]),
        ("($1,200.00)", ["number"]),
        ("500-", ["number"]),
        ("1,200 €/month", ["number"]),
        ("12 per user", ["number"]),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(value: str, types: list[str]) -> None:
    with pytest.raises(Unfit):
        convert(value, field(*types))


@pytest.mark.parametrize(
    ("value", "forms", "wanted"),
    [
        ("2024-03-10T09:24:11Z+0000", (), "2024-03-10"),
        ("2024/03/10", (), "2024-03-10"),
        ("10.03.2024", ("DD.MM.YYYY",), "2024-03-10"),
        ("3/9/24", ("M/D/YY",), "2024-03-09"),
        ("10 Mar 2024", ("DD MMM YYYY",), "2024-03-10"),
        ("March 1, 2024", ("MMMM DD, YYYY",), "2024-03-01"),
        ("12/31/2025 0:00:00", ("MM/DD/YYYY",), "2025-12-31"),
        ("31.12.2025 14:30", ("DD.MM.YYYY",), "2025-12-31"),
        ("3/9/24 2:05 PM", ("M/D/YY",), "2024-03-09"),
        ("46022", ("DD.MM.YYYY", "excel"), "2025-12-31"),
        (46022.5, ("excel",), "2025-12-31"),
        (1352496309773, ("epoch",), "2012-11-09"),
    ],
)
def test_dates_are_written_as_iso(value: object, forms: tuple[str, ...], wanted: str) -> None:
    assert convert(value, field("string", format_="date"), forms) == wanted


@pytest.mark.parametrize(
    ("texts", "ways"),
    [
        (["31.12.2026", "1.3.2026"], [["DD.MM.YYYY"]]),
        (["03/04/2026", "12/31/2026"], [["MM/DD/YYYY"]]),
        (["03/04/2026"], [["DD/MM/YYYY"], ["MM/DD/YYYY"]]),
        (["31/12/2026 10:00", "5/6/27"], [["DD/MM/YYYY", "DD/MM/YY"]]),
        (["46022", "45999.25"], [["excel"]]),
        (["1352496309773"], [["epoch"]]),
        (["1 March 2026", "12 Dec 2026"], [["DD MMMM YYYY", "DD MMM YYYY"]]),
        (["31.12.2026", "soon"], []),
        ([], []),
    ],
)
def test_the_forms_of_a_column_of_dates_are_found(texts: list[str], ways: list[list[str]]) -> None:
    """One way if the dates leave no doubt, several if days and months could be either, none if one is no date."""
    assert find_forms(texts) == ways


@pytest.mark.parametrize("value", ["03/04/2024", "2024-02-30", "soon", "46022"])
def test_a_date_that_may_be_two_days_or_none_is_refused(value: str) -> None:
    with pytest.raises(Unfit):
        convert(value, field("string", format_="date"))


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Ally.io ", "ally-io"),
        ("Łódź Öffnung Straße", "lodz-offnung-strasse"),
        ("R&D", "r-and-d"),
        ("ARInsights' Architect", "arinsights-architect"),
        ("engineering/ops", "engineering-ops"),
        ("CRM システム", "crm"),
    ],
)
def test_an_id_is_the_name_without_what_an_id_cannot_hold(title: str, id: str) -> None:
    assert make_id(title, "system") == id


@pytest.mark.parametrize("title", ["マーケティング", "***", "x" * 200, "long " * 40, "Ёлка"])
def test_every_name_gives_an_id_and_the_same_one_each_time(title: str) -> None:
    id = make_id(title, "system")
    assert VALID.fullmatch(id) and len(id) <= LONGEST and id == make_id(title, "system")


def test_a_number_keeps_an_id_unique_and_short() -> None:
    taken = {"a" * 63, "a" * 61 + "-2"}
    assert make_unique("a" * 63, taken) == "a" * 61 + "-3"
