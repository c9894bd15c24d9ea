"""Plots of indexes show what the documents say: the right sums, the right days, and by name what is not among them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from stacks import Documents, system

from mopsbook.catalog.catalog import Catalog
from mopsbook.checks.runs import runs_of
from mopsbook.diagrams.axis import WORKING_DAYS
from mopsbook.diagrams.draw import draw_for, draw_for_page
from mopsbook.diagrams.picture import Picture

Make = Callable[[Documents], Catalog]


def contract(cost: float | None, currency: str = "EUR", renewal: str = "2027-03-31", **more: Any) -> dict[str, Any]:
    said = {"renewal_date": renewal, "currency": currency, **more}
    return {"contract": {**said, "cost": cost} if cost is not None else said}


def stack() -> Documents:
    """Return systems in two currencies with enough categories, one in a third, one without a cost, one that is retired."""
    return [
        system("a", category="crm", **contract(100_000)),
        system("b", category="crm", **contract(20_000.5)),
        system("c", category="map", **contract(50_000)),
        system("d", category="chat", **contract(7_000)),
        system("e", category="crm", **contract(1_000_000, "USD")),
        system("f", category="cdp", **contract(9_000, "USD")),
        system("g", category="ads", **contract(8_000, "USD")),
        system("h", category="ads", **contract(5_000_000, "JPY")),
        system("i", category="ads", **contract(None)),
        system("j", category="crm", status="retired", **contract(900_000)),
        system("k", category="crm"),
    ]


def drawn(catalog: Catalog, place: str) -> dict[str, Picture]:
    return {picture.id: picture for picture in draw_for_page(place, catalog)}


def table(picture: Picture) -> list[list[str]]:
    return [[text for text, _ in row] for row in picture.rows]


def named(picture: Picture) -> list[str]:
    return [title for title, _, _ in picture.chips]


def test_costs_are_summed_by_category_and_never_across_currencies(catalog: Make) -> None:
    """Each currency with three categories has bars of its own; retired systems cost nothing; the rest is named."""
    pictures = drawn(catalog(stack()), "index:system")
    assert table(pictures["stack-cost-eur"]) == [
        ["CRM", "120,000.5 EUR"], ["Marketing automation", "50,000 EUR"], ["Chat", "7,000 EUR"],
    ]  # fmt: skip
    assert table(pictures["stack-cost-usd"])[0] == ["CRM", "1,000,000 USD"]
    assert "stack-cost-jpy" not in pictures
    assert pictures["stack-cost-eur"].title.endswith("in EUR: 177,000.5 EUR")
    assert not pictures["stack-cost-eur"].chips
    assert named(pictures["stack-cost-usd"]) == ["H (5,000,000 JPY)", "I (cost not known)"]


def test_a_stack_of_one_category_or_without_contracts_has_no_plot(catalog: Make) -> None:
    """Two bars are said faster than drawn, and a book without costs shows no empty frame."""
    few = [system("a", **contract(1)), system("b", category="map", **contract(2)), system("c")]
    assert drawn(catalog(few), "index:system") == {}


def test_a_contract_stands_on_the_day_that_matters(catalog: Make) -> None:
    """Where it renews by itself that is the last day of notice, unless that is past or it was decided; else the day it ends."""
    book = [
        system("notice", **contract(1, renewal="2027-03-31", auto_renew=True, notice_period="60d")),
        system("named", **contract(1, renewal="2027-03-31", auto_renew=True, notice_by="2027-01-15", notice_period="60d")),
        system("late", **contract(1, renewal="2026-10-31", auto_renew=True, notice_period="60d")),
        system("ends", **contract(1, renewal="2026-12-31", auto_renew=False, notice_period="60d")),
        system("unsaid", **contract(1, renewal="2026-12-30")),
        system("settled", **contract(1, renewal="2027-02-01", auto_renew=True, notice_period="60d", decided={"what": "renew", "on": "2026-09-01"})),
        system("past", **contract(1, renewal="2026-09-30")),
        system("far", **contract(1, renewal="2029-01-01")),
    ]  # fmt: skip
    picture = drawn(catalog(book), "index:system")["renewals"]
    assert table(picture) == [
        ["31 Oct 2026", "Late", "Renews"], ["30 Dec 2026", "Unsaid", "Renews or ends"], ["31 Dec 2026", "Ends", "Ends"],
        ["15 Jan 2027", "Named", "Last day to give notice"], ["30 Jan 2027", "Notice", "Last day to give notice"],
        ["1 Feb 2027", "Settled", "Decided"],
    ]  # fmt: skip
    assert named(picture) == ["Far (1 Jan 2029)", "Past (30 Sep 2026)"]
    assert picture.rows[0][1][1] == "{root}systems/late/"


def test_a_run_in_a_far_year_is_no_trouble() -> None:
    """Whoever writes 9999 means never."""
    assert runs_of({"runs": [{"date": "9999-01-01"}], "cadence": "9y"}).due == date.max


def initiative(id: str, effort: int, impact: int, state: str = "idea") -> dict[str, Any]:
    return {"kind": "initiative", "id": id, "title": id.title(), "effort": effort, "impact": impact, "state": state}


def test_only_open_initiatives_are_weighed(catalog: Make) -> None:
    """What is done or dropped is no choice any more; three that are open are enough."""
    book = [initiative("a", 1, 5), initiative("b", 5, 1, "planned"), initiative("c", 4, 4, "in-progress")]
    more = [
        initiative("d", 1, 4, "done"),
        initiative("e", 1, 1, "dropped"),
        {"kind": "initiative", "id": "f", "title": "F"},
    ]
    picture = drawn(catalog([*book, *more]), "index:initiative")["initiatives"]
    assert table(picture) == [
        ["1. A", "1", "5", "Do first"], ["2. C", "4", "4", "Plan well"], ["3. B", "5", "1", "Better leave"],
    ]  # fmt: skip


def test_two_open_initiatives_make_no_matrix(catalog: Make) -> None:
    book = [initiative("a", 1, 5), initiative("b", 5, 1), initiative("d", 1, 4, "done")]
    assert drawn(catalog(book), "index:initiative") == {}


def checklist(id: str, cadence: str, *runs: str, **more: Any) -> dict[str, Any]:
    said = {"cadence": cadence, "runs": [{"date": day} for day in runs]} if cadence else {}
    return {"kind": "checklist", "id": id, "title": id.title(), "type": "naming", **said, **more}


def test_an_audit_is_due_so_long_after_its_latest_run(catalog: Make) -> None:
    """Runs may be written in any order; what is past is overdue; what was never run is named; the rest has no day."""
    book = [
        checklist("old", "30d", "2026-06-01", "2026-08-15", "2026-07-01"),
        checklist("soon", "3m", "2026-08-01"),
        checklist("later", "1y", "2026-09-01"),
        checklist("never", "3m"),
        checklist("by-hand", ""),
        checklist("gone", "3m", "2026-08-01", status="retired"),
    ]
    picture = drawn(catalog(book), "index:checklist")["audits"]
    assert table(picture) == [
        ["14 Sep 2026", "Old", "Overdue"], ["1 Nov 2026", "Soon", "Due"], ["1 Sep 2027", "Later", "Due"],
    ]  # fmt: skip
    assert named(picture) == ["Never (never run)"]


def test_changes_of_vendors_stand_by_the_day_they_take_effect(catalog: Make) -> None:
    """What does not concern us, and what was done more than a year ago, is left to the table of the index."""

    def update(id: str, effective: str, state: str) -> dict[str, Any]:
        return {"kind": "vendor-update", "id": id, "title": id.title(), "effective": effective, "state": state}

    book = [
        update("a", "2026-11-01", "new"), update("b", "2026-07-31", "done"), update("c", "2025-01-01", "in-progress"),
        update("d", "2025-01-01", "done"), update("e", "2026-12-01", "no-impact"),
    ]  # fmt: skip
    picture = drawn(catalog(book), "index:vendor-update")["vendor-dates"]
    assert table(picture) == [
        ["1 Jan 2025", "C", "In progress"], ["31 Jul 2026", "B", "Done"], ["1 Nov 2026", "A", "New"],
    ]  # fmt: skip


def test_documents_without_gaps_are_counted_by_team(catalog: Make) -> None:
    """Every document is in one bar, those of nobody in one of their own, which leads nowhere."""
    book: Documents = [
        {"kind": "team", "id": "one", "title": "One"},
        {"kind": "team", "id": "two", "title": "Two"},
        system("a", owner="two"), system("b", owner="two"), system("c"),
        {"kind": "term", "id": "t", "title": "T", "definition": "It is.", "owner": "two", "status": "active", "last_reviewed": "2026-09-01"},
    ]  # fmt: skip
    picture = drawn(catalog(book), "page:quality")["complete"]
    assert table(picture) == [
        ["Nobody's (1)", "0 %"], ["One (1)", "0 %"], ["Two (4)", "25 %"],
    ]  # fmt: skip
    assert [row[0][1] for row in picture.rows] == ["", "{root}teams/one/", "{root}teams/two/"]


def test_one_team_is_no_comparison(catalog: Make) -> None:
    assert drawn(catalog([{"kind": "team", "id": "one", "title": "One"}, system("a")]), "page:quality") == {}


def test_an_onboarding_path_is_drawn_by_working_day(catalog: Make) -> None:
    """Steps lead to themselves and talks to the section of talks; a day beyond all calendars is drawn, not refused."""
    steps: list[dict[str, Any]] = [
        {"id": f"s{day}", "title": f"S{day}", "type": "read", "day": day} for day in (1, 3, 20, 10**9)
    ]
    path = {
        "kind": "onboarding-path", "id": "p", "title": "P", "steps": [*steps, {"id": "any", "title": "Any"}],
        "checkpoints": [{"day": 5, "title": "How is it?"}],
    }  # fmt: skip
    made = catalog([path])
    picture = next(one for one in draw_for(made.entities[0], made) if one.id == "days")
    assert [row[:2] for row in table(picture)][:4] == [
        ["Day 1", "S1"],
        ["Day 3", "S3"],
        ["Day 5", "How is it?"],
        ["Day 20", "S20"],
    ]
    assert picture.rows[0][1][1] == "{root}onboarding/p/#s1" and picture.rows[2][1][1].endswith("#_checkpoints")


def test_weeks_of_work_have_five_days() -> None:
    """The ticks are the first working days of weeks, at most as many as there is room for."""
    day = date.fromordinal
    assert [name for _, name in WORKING_DAYS.ticks(day(1), day(20), 8)] == ["Week 1", "Week 2", "Week 3", "Week 4"]
    assert [when.toordinal() for when, _ in WORKING_DAYS.ticks(day(2), day(16), 8)] == [6, 11, 16]
    long = WORKING_DAYS.ticks(day(1), day(1) + timedelta(600), 6)
    assert len(long) <= 6 and [name for _, name in long][:2] == ["Week 1", "Week 27"]
