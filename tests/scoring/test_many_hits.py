"""The memory of a rule holds no more than its limits look at, however often somebody did the same thing."""

from __future__ import annotations

from mopsbook.scoring.hits import Hits
from mopsbook.scoring.model import Cap, Condition, Frequency, Rule


def test_hits_that_no_limit_looks_at_any_more_are_forgotten() -> None:
    """Two a week, and 8 points in 10 days: a thousand days of visits leave a handful of days in memory."""
    when = Condition(activity="visits")
    rule = Rule("visit", "Visit", "behavioural", 5, (when,), Frequency(2, 7, "2 per week"), Cap(8, 10))
    hits = Hits(rule, when)
    given = {day: hits.give(day) for day in range(1_000, 0, -1) if hits.is_let_through(day)}
    assert [given.get(day) for day in (1_000, 999, 998, 993, 992)] == [5, 3, None, 0, 0]
    assert all(sum(points for other, points in given.items() if 0 <= other - day < 10) <= 8 for day in given)
    assert len(hits._counted) <= 2
    assert len(hits._given) <= 4
