"""A finding is known again wherever it stands, whatever the day, and however its document is called now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsbook.checks.example import read_example
from mopsbook.checks.finding import Finding
from mopsbook.checks.known import Told, mark, tell_known
from mopsbook.checks.run import find_rules, run_checks
from mopsbook.documents.shelf import Shelf


def finding(message: str, line: int = 1, rule: str = "r", part: str = "", id: str = "a", state: str = "") -> Finding:
    return Finding(
        f"knowledge/{id}.yaml", line, 1, 2, rule, "error", message, kind="system", id=id, part=part, state=state
    )


def tell(before: list[Finding], now: list[Finding], **renamed: str) -> Told:
    return tell_known(
        now, [mark(one) for one in before], {("system", old): ("system", new) for old, new in renamed.items()}
    )


def states(before: list[Finding], now: list[Finding], **renamed: str) -> str:
    return " ".join(one.state for one in tell(before, now, **renamed).findings)


@pytest.mark.parametrize(
    ("before", "now", "state"),
    [
        ("no role is called `x`", "no role is called `x`", "known"),
        ("no role is called `x`", "no role is called `y`", "new"),
        ("`a`, `b` and `c` are missing", "`a` and `c` are missing", "known"),
        ("`a` and `b` are missing", "`b` is missing", "known"),
        ("`b` is missing", "`a` and `b` are missing", "new"),
        ("`a` and `b` are missing", "`a` and `c` are missing", "new"),
        ("`a` comes before `b`", "`b` comes before `a`", "new"),
        ("the review is overdue, for 2 days", "the review is overdue, for 30 days", "known"),
        ("it expires in 3 days", "it expires today", "known"),
        ("it expires in 1 day", "it expired 2 days ago", "new"),
        ("the id is taken, line 4", "the id is taken, line 40", "known"),
        ("names may have 81 characters", "names may have 82 characters", "new"),
    ],
)
def test_what_says_the_same_or_less_is_known(before: str, now: str, state: str) -> None:
    assert states([finding(before, 3)], [finding(now, 9)]) == state


@pytest.mark.parametrize(
    ("rule", "before", "now", "state"),
    [
        ("incomplete", "it is 42 % complete; 60 % is asked for", "it is 50 % complete; 70 % is asked for", "known"),
        ("incomplete", "it is 42 % complete; 60 % is asked for", "it is 41 % complete; 60 % is asked for", "new"),
        ("seats-unused", "21 of 100 seats are not used (21 %)", "19 of 90 seats are not used (21 %)", "known"),
        ("seats-unused", "21 of 100 seats are not used (21 %)", "25 of 100 seats are not used (25 %)", "new"),
        ("r", "it has 2 of 4 (50 %)", "it has 1 of 4 (25 %)", "new"),
    ],
)
def test_a_share_is_known_if_it_is_no_worse(rule: str, before: str, now: str, state: str) -> None:
    assert states([finding(before, rule=rule)], [finding(now, rule=rule)]) == state


def test_of_two_that_were_there_and_one_more_one_is_new() -> None:
    same = [finding("no role is called `x`", line) for line in (1, 5)]
    assert states(same, [*same, finding("no role is called `x`", 3)]) == "known known new"


def test_another_document_part_or_rule_is_another_finding() -> None:
    one = finding("m", part="step `s`")
    others = [finding("m", part="step `t`"), finding("m", part="step `s`", id="b"), finding("m", rule="q")]
    assert states([one], others) == "new new new"


def test_a_part_without_a_name_is_not_known_by_its_number() -> None:
    assert states([finding("m", part="step 3")], [finding("m", part="step 4")]) == "known"
    assert states([finding("m", part="step 3")], [finding("m", part=f"step {n}") for n in (3, 4)]) == "known new"


def test_a_renamed_document_keeps_what_was_wrong_and_so_does_what_names_it() -> None:
    before = [finding("m", id="old"), finding("`old` is retired", id="other")]
    now = [finding("m", id="new"), finding("`new` is retired", id="other")]
    assert states(before, now, old="new") == "known known"
    assert states(before, now) == "new new"


def test_a_name_that_was_wrong_before_stays_known_though_something_of_that_name_was_renamed() -> None:
    assert states([finding("no role is called `old`")], [finding("no role is called `old`")], old="new") == "known"


def test_what_was_waived_is_neither_known_nor_does_it_use_up_what_was() -> None:
    told = tell([finding("m")], [finding("m", state="waived"), finding("m", line=2)])
    assert [one.state for one in told.findings] == ["waived", "known"]


def test_what_is_gone_and_what_it_has_become_is_told() -> None:
    told = tell([finding("`a` and `b` are missing"), finding("m")], [finding("`a` is missing")])
    assert [one.message for one in told.gone] == ["m"]
    assert [(old.message, new.message) for old, new in told.stayed] == [("`a` and `b` are missing", "`a` is missing")]


FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from(
            ["`a` is missing", "`a` and `b` are missing", "it is 40 % complete", "it is 50 % complete", "m"]
        ),
        st.integers(1, 9),
        st.sampled_from(["r", "incomplete"]),
        st.sampled_from(["", "step 1", "step 2", "step `s`"]),
        st.sampled_from(["a", "b"]),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(before=FINDINGS, now=FINDINGS)
def test_new_and_known_are_all_findings_and_a_book_is_never_worse_than_itself(
    before: list[Finding], now: list[Finding]
) -> None:
    told = tell(before, now)
    assert [one.line for one in told.findings] == [one.line for one in now]
    assert {one.state for one in told.findings} <= {"new", "known"}
    known = sum(one.state == "known" for one in told.findings)
    assert known == len(told.stayed)
    assert known + len(told.gone) == len(before)
    assert {one.state for one in tell(now, now[::-1]).findings} <= {"known"}
    # One more mistake is one more new finding, or is made good by another that is gone.
    more = finding("another `z`", id="c")
    assert states(before, [*now, more]).split()[-1] == "new"


@pytest.mark.parametrize("rule", sorted(find_rules()))
def test_the_words_of_a_finding_do_not_change_overnight(rule: str, book: Callable[..., Shelf]) -> None:
    """Whatever a rule says of a place today and still says tomorrow is known by the same mark."""
    example = read_example(rule)
    today = date.fromisoformat(example.today)
    shelf = book(dict(example.files))
    places: dict[tuple[str, str, int, int, str], set[str]] = {}
    for day in (today, today + timedelta(days=1), today + timedelta(days=40)):
        for one in run_checks(shelf, day):
            if one.rule == rule:
                place = (one.path, one.rule, one.line, one.column, one.part)
                places.setdefault(place, set()).add(mark(one).message)
    assert all(len(words) == 1 for words in places.values()) or rule in _SAY_MORE_WITH_TIME, places


# Once the day has come, something else is wrong: what was about to end has ended.
_SAY_MORE_WITH_TIME = {"credential-expiry", "vendor-update-open", "contract-notice"}
