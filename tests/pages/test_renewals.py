"""The question "What renews?": contracts by the last day to give notice, as of the day of the build."""

from __future__ import annotations

import re

import pytest
from asking import Ask, words

from small_book import small_documents


def _rows(html: str) -> dict[str, str]:
    """Return the words of each row of a contract by the id of its system."""
    return {id: words(row) for id, row in re.findall(r'<tr id="([^"]+)">(.*?)</tr>', html, re.DOTALL)}


@pytest.mark.parametrize(
    ("contract", "said"),
    [
        ({"renewal_date": "2026-12-31", "notice_period": "30d"}, "1 December 2026"),
        ({"renewal_date": "2026-12-31", "notice_period": "30d", "notice_by": "2026-10-15"}, "15 October 2026"),
        ({"renewal_date": "2026-12-31"}, "31 December 2026"),
        ({"notice_by": "2026-10-15"}, "15 October 2026"),
        ({"renewal_date": "0001-01-10", "notice_period": "30d"}, "10 January 1"),
    ],
)
def test_the_last_day_is_the_one_that_was_written_or_the_renewal_less_the_notice(
    ask: Ask, contract: dict[str, str], said: str
) -> None:
    documents = small_documents()
    documents["systems/segment.yaml"]["contract"] = contract
    assert f"{said} " in _rows(ask(documents)["renewals"].html)["segment"]


def test_contracts_stand_by_how_soon_one_must_act(ask: Ask) -> None:
    """The day of the build decides: what is soon, too late, later, or past. The sum is that of the soon ones."""
    documents = small_documents()
    # Today is 1 October 2026.
    soon = {"renewal_date": "2026-12-30", "auto_renew": True, "cost": 1200, "currency": "EUR", "seats": 10, "seats_used": 4, "decides": "sdr"}  # fmt: skip
    documents["systems/segment.yaml"]["contract"] = soon
    documents["systems/snowflake.yaml"]["contract"] = {"renewal_date": "2026-10-20", "notice_period": "30d"}
    documents["systems/salesforce.yaml"]["contract"] = {"renewal_date": "2026-12-31", "auto_renew": False, "cost": 9}
    documents["systems/workato.yaml"]["contract"] = {"renewal_date": "2026-09-30"}
    documents["systems/marketo.yaml"]["contract"] = {"cost": 5}
    documents["systems/drift.yaml"]["contract"] = soon
    page = ask(documents)["renewals"]
    parts = re.split(r'<h2 id="(_\w+)"', page.html)
    found = {name: list(_rows(html)) for name, html in zip(["soon", *parts[1::2]], parts[0::2], strict=True)}
    assert found["soon"] == ["segment"]
    assert (found["_missed"], found["_later"], found["_past"]) == (["snowflake"], ["salesforce"], ["workato"])
    assert "Marketo" in words(page.html.partition('id="_undated"')[2]) and "Drift" not in page.html
    assert "1 contract can still be ended or changed in the next 90 days, together 1,200 EUR a year." in words(
        page.html
    )
    row = _rows(page.html)["segment"]
    assert "decided:" not in page.html
    assert "in 90 days" in row and "renews by itself on 30 December 2026" in row
    assert "1,200 EUR 6 of 10 Sales development" in row
    assert 'id="_renewals"' in page.html


def test_a_contract_says_what_was_decided_unless_that_was_about_an_earlier_term(ask: Ask) -> None:
    documents = small_documents()
    contract = {"renewal_date": "2026-12-30", "auto_renew": True}
    documents["systems/segment.yaml"]["contract"] = {**contract, "decided": {"what": "leave", "on": "2026-09-01"}}
    documents["systems/snowflake.yaml"]["contract"] = {**contract, "decided": {"what": "renew", "on": "2025-09-01"}}
    rows = _rows(ask(documents)["renewals"].html)
    assert "decided: ends" in rows["segment"] and "decided" not in rows["snowflake"]


def test_a_book_without_dated_contracts_has_no_such_page(ask: Ask) -> None:
    documents = small_documents()
    documents["systems/marketo.yaml"]["contract"] = {"cost": 5}
    assert "renewals" not in ask(documents)
