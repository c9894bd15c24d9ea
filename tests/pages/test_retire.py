"""The question "What can we retire?": systems with reasons to ask whether they are needed, counted, and their cost."""

from __future__ import annotations

import re

from asking import Ask, words

from small_book import small_documents


def _rows(html: str) -> dict[str, str]:
    """Return the words of the rows of the first table, by the name of the system."""
    rows = re.findall(r"<tr><td>(.*?)</tr>", html.partition("</table>")[0], re.DOTALL)
    return {words(row).partition(" ")[0]: words(row) for row in rows}


def test_reasons_are_counted_and_cost_stands_beside(ask: Ask) -> None:
    """Most reasons first: nothing uses it, nothing is joined with it, its seats are empty, others do all that it does."""
    documents = small_documents()
    documents["systems/quiet.yaml"] = {
        "kind": "system", "id": "quiet", "title": "Quiet", "status": "active", "capabilities": ["forms"],
        "contract": {"cost": 1000, "currency": "EUR", "seats": 10, "seats_used": 5},
    }  # fmt: skip
    documents["systems/marketo.yaml"]["capabilities"] = ["forms", "email-sending"]
    rows = _rows(ask(documents)["retire"].html)
    assert next(iter(rows)) == "Quiet"
    assert "4 reasons" in rows["Quiet"] and "1,000 EUR 500 EUR" in rows["Quiet"]
    assert "All it is used for is done elsewhere as well: Forms ( Marketo )" in rows["Quiet"]
    assert "5 of 10 seats are unused (50 %)" in rows["Quiet"]
    assert "No process uses it" in rows["Quiet"] and "No integration reads from it" in rows["Quiet"]
    # It sends e-mail, which nobody else does, and a process uses it.
    assert "Marketo" not in rows and "Drift" not in rows


def test_what_several_are_used_for_is_listed(ask: Ask) -> None:
    documents = small_documents()
    documents["systems/marketo.yaml"]["capabilities"] = ["forms", "email-sending"]
    documents["systems/segment.yaml"]["capabilities"] = ["forms", "event-collection"]
    documents["systems/drift.yaml"]["capabilities"] = ["email-sending"]
    said = words(ask(documents)["retire"].html.partition('id="_overlaps"')[2])
    assert "Forms Marketo Segment" in said and "Sending of e-mail" not in said


def test_where_nothing_is_described_nothing_is_called_unused(ask: Ask) -> None:
    """A list of tools without processes and integrations says nothing about who needs them."""
    systems = {name: one for name, one in small_documents().items() if name.startswith("systems/")}
    assert "retire" not in ask(systems)
