"""The page of a scoring model says of each example which rules gave how many points, and why."""

from __future__ import annotations

import re

import pytest

from data_book import by_path, data_book
from small_book import make_page


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the scoring model of the book about data."""
    return make_page(tmp_path_factory.mktemp("scored"), by_path(data_book()), "scoring/lead-score").html


def trace(html: str, example: str) -> list[list[str]]:
    """Return the rows of the table of an example, as texts."""
    after = html.split(f'<h3 id="{example}">')[1].split("<h3 ", maxsplit=1)[0]
    rows = re.findall(
        r"<tr[^>]*>(.*?)</tr>", after.split('<table class="mb-plain mb-trace">')[1].split("</table>")[0], re.DOTALL
    )
    texts = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in row] for row in texts][1:]


def test_each_rule_is_told_with_its_points_its_day_its_condition_and_what_held_it_back(html: str) -> None:
    assert trace(html, "warm") == [
        ["+20", "Head", "Lead · Level is Head"],
        ["20", "Demographic"],
        ["+15", "Visits 9 days ago", "Lead · Visits a page"],
        ["+15", "Visits 5 days ago", "Lead · Visits a page"],
        ["+10", "Visits today", "Lead · Visits a page at most 40, so not +15"],
        ["40", "Behavioural"],
        ["60", "Score, enough for MQL"],
    ]


def test_what_does_not_count_is_told_too(html: str) -> None:
    assert trace(html, "cold") == [
        ["0", "Demographic: no rule is met"],
        ["+15", "Visits 3 days ago", "Lead · Visits a page"],
        ["0", "Visits 3 days ago", "Lead · Visits a page counts 1 per day, so not +15"],
        ["15", "Behavioural"],
        ["15", "Score, which reaches no threshold from here"],
    ]


def test_who_is_not_scored_is_said_so_and_why(html: str) -> None:
    after = html.split('<h3 id="out">')[1]
    assert '<a href="#rivals">Competitors</a> are not scored' in after
    assert "mb-trace" not in after


def test_every_step_leads_to_its_rule(html: str) -> None:
    ids = set(re.findall(r'\sid="([^"]*)"', html))
    assert set(re.findall(r'href="#([^"]*)"', html)) <= ids
