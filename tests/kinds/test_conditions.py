"""The language of conditions: what it takes, and what it says of what it does not take."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mopsbook.documents.shelf import Shelf

Book = Callable[..., Shelf]
MODEL = """\
kind: scoring-model
id: score
title: Score
rules:
  - {id: one, title: One, part: behavioural, points: POINTS, when: WHEN, frequency: FREQUENCY}
"""


def violations(book: Book, when: str, points: str = "5", frequency: str = "every time") -> list[str]:
    text = MODEL.replace("WHEN", when).replace("POINTS", points).replace("FREQUENCY", frequency)
    return [violation.message for violation in book({"scoring/score.yaml": text}).documents[0].violations]


@pytest.mark.parametrize(
    "when",
    [
        "[{field: lead#country, op: is, value: [Germany, 5, true]}]",
        "[{field: lead#country, op: empty}]",
        "[{activity: lead#visit, where: [{attribute: url, op: starts-with, value: /pricing}], count: 3, within_days: 30}]",
        '[{activity: lead#status, statuses: ["webinar#attended"]}, {stages: [lead-lifecycle#mql], not: true}]',
        "[{activity: lead#status, channels: [webinar], success: true}, {activity: lead#visit, not: true}]",
        "[{segments: [competitors]}]",
    ],
)
def test_what_an_expert_wants_to_say_can_be_said(book: Book, when: str) -> None:
    """Fields, activities with their attributes, program statuses, stages and segments, and the opposite of each."""
    assert violations(book, when) == []


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("[{field: lead#country}]", "`op` is missing in `when`"),
        ("[{field: lead#country, op: is}]", "`value` is missing in `when`"),
        ("[{op: is, value: 5}]", "`field` is missing in `when`"),
        ("[{activity: lead#visit, where: [{attribute: url, op: contains}]}]", "`value` is missing in `where`"),
        ("[{within_days: 30}]", "`activity` is missing in `when`"),
        ("[{field: lead#country, op: equals, value: 5}]", "`equals` is no value of `op`"),
        ("[{activity: lead#visit}, {activity: lead#click}]", "`when` must have fewer of one sort, not a list"),
        ("[{}]", "an item of `when` is empty"),
        ("[]", "`when` is empty"),
    ],
)
def test_half_a_condition_is_named_with_the_half_that_is_missing(book: Book, when: str, says: str) -> None:
    """Nothing that a machine could not try gets through, and the message says what to add."""
    assert violations(book, when) == [says]


@pytest.mark.parametrize("frequency", ["once", "every time", "1 per day", "3 per week", "1 per month", "2 per 90 days"])
def test_a_frequency_reads_like_a_sentence(book: Book, frequency: str) -> None:
    """Each form that real scoring tables use has one way to be written."""
    assert violations(book, "[{activity: lead#visit}]", frequency=frequency) == []


@pytest.mark.parametrize("frequency", ["1/day", "always", "0 per day", "1 per fortnight", "per day"])
def test_another_frequency_is_refused_with_the_forms_there_are(book: Book, frequency: str) -> None:
    """Real tables spell one thing in six ways; here there is one."""
    (message,) = violations(book, "[{activity: lead#visit}]", frequency=frequency)
    assert "`once`, `every time`, or a number per day" in message


def test_a_rule_gives_or_takes_points(book: Book) -> None:
    """Zero points are a rule that somebody forgot to finish."""
    assert violations(book, "[{activity: lead#visit}]", points="0") == ["`points` must be something else, not `0`"]
    assert violations(book, "[{activity: lead#visit}]", points="-20") == []
