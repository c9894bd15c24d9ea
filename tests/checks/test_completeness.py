"""The score of a document is a sum that anybody can check, and to write more never makes it worse."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gadgets import TODAY, WHOLE, shelf_of, without
from mopsbook.checks.completeness import SPOKEN_OF, Completeness, measure_all
from mopsbook.checks.thin import count_new_words


def measured(data: dict[str, Any]) -> Completeness:
    return measure_all(shelf_of(data), TODAY)[0]


@pytest.mark.parametrize(
    ("data", "weight", "lost"),
    [
        pytest.param(without(WHOLE), 34, {}, id="nothing is missing"),
        pytest.param(without(WHOLE, "purpose"), 34, {"purpose missing": 3}, id="required weighs 3"),
        pytest.param(without(WHOLE, "description"), 34, {"description missing": 1}, id="recommended weighs 1"),
        pytest.param(without(WHOLE, "systems"), 34, {"systems missing": 4}, id="a schema may say how much"),
        pytest.param(without(WHOLE, purpose="TBD"), 34, {"purpose missing": 3}, id="a placeholder says nothing"),
        pytest.param(without(WHOLE, "contract"), 34, {"contract missing": 7}, id="a group with all within it"),
        pytest.param(
            without(WHOLE, contract={"cost": 0}), 34, {"contract.ends missing": 3}, id="a part of a group; 0 is an answer"
        ),
        pytest.param(
            without(WHOLE, "contract", does_not_apply={"contract": "It was found."}), 30, {}, id="what does not apply"
        ),
        pytest.param(
            without(WHOLE, "contract", unknown={"contract": {"ask": "ops"}}), 34, {"contract unknown": 7}, id="not known yet"
        ),
        pytest.param(
            without(WHOLE, steps=[{"title": "Push"}, {"title": "Pull", "how": "With a rope."}]),
            34,
            {"steps.how missing": 1.5},
            id="each of many takes its share",
        ),
        pytest.param(without(WHOLE, "steps"), 31, {}, id="what is asked of steps that are not there"),
        pytest.param(without(WHOLE, "manual", level="low"), 33, {}, id="a condition that does not hold"),
        pytest.param(without(WHOLE, level="low"), 34, {}, id="what is written counts, asked for or not"),
        pytest.param(without(WHOLE, "level"), 34, {"level missing": 3}, id="a condition that nobody can tell"),
        pytest.param(
            without(WHOLE, "level", "manual", "spare"), 34, {"level missing": 7}, id="a gap on which others hang"
        ),
        pytest.param(without(WHOLE, purpose="The wheel."), 34, {"purpose thin": 3}, id="the name again"),
        pytest.param(without(WHOLE, purpose="A round wheel."), 34, {"purpose thin": 1.5}, id="one word more"),
        pytest.param(
            without(WHOLE, steps=[{"title": "Push", "how": "Push!"}]), 34, {"steps.how thin": 3}, id="a step's own name"
        ),
        pytest.param(without(WHOLE, systems=["a", "b", "c"]), 34, {"systems astray": 4 / 3}, id="one of three leads nowhere"),
        pytest.param(without(WHOLE, systems=["a", "gone"]), 34, {"systems retired": 2}, id="one of two is retired"),
        pytest.param(without(WHOLE, owner="nobody"), 34, {"owner astray": 3}, id="an owner who is nobody"),
        pytest.param(without(WHOLE, last_reviewed="2026-01-01"), 34, {"last_reviewed overdue": 1.5}, id="an overdue review"),
    ],
)  # fmt: skip
def test_what_the_gaps_lose_can_be_added_up(data: dict[str, Any], weight: float, lost: dict[str, float]) -> None:
    """The score is the weight that is left, in per cent and rounded down."""
    found = measured(data)
    assert found.weight == weight
    assert {f"{gap.field.dotted} {gap.state}": gap.lost for gap in found.gaps} == pytest.approx(lost)
    assert found.score == int(100 * (weight - sum(lost.values())) / weight)
    assert sum(part.points for part in found.parts) == pytest.approx(100 * sum(lost.values()) / weight)


def test_parts_tell_what_takes_most_first() -> None:
    """Many gaps of one field are one part, with the number of places."""
    data = without(WHOLE, "contract", "description", steps=[{"title": "Push"}, {"title": "Pull"}])
    parts = [(part.field.dotted, part.state, part.places, round(part.points, 1)) for part in measured(data).parts]
    assert parts == [
        ("contract", "missing", 1, 20.6),
        ("steps.how", "missing", 2, 8.8),
        ("description", "missing", 1, 2.9),
    ]


def test_what_other_rules_speak_of_can_be_left_out() -> None:
    """So that one mistake gives one finding."""
    found = measured(without(WHOLE, "description", owner="nobody", systems=["gone"], last_reviewed="2026-01-01"))
    assert found.score == 72
    assert found.but_for(SPOKEN_OF) == 97


@pytest.mark.parametrize(
    ("text", "names", "news"),
    [
        ("Marketo", "Marketo", 0),
        ("**Marketo**.", "Marketo System", 0),
        ("The CRM.", "Salesforce", 1),
        ("CRM, CRM and CRM", "Salesforce", 2),
        ("Sends e-mail.", "Marketo", 2),
        ("The lead lifecycle", "Lead Lifecycle", 0),
        ("Runs the campaigns", "Campaign runs", 1),
        ("An e-mail", "E-mail", 0),
        ("42", "Answer", 1),
        ("...", "Dots", 0),
        ("", "Nothing", 0),
        ("Größe der Liste", "GRÖSSE", 2),
        ("顧客", "CRM", 2),
        ("メール", "メール", 0),
    ],
)
def test_words_are_news_unless_they_stand_in_the_name(text: str, names: str, news: int) -> None:
    """Whatever the script, marks and case count for nothing."""
    assert count_new_words(text, names, 2) == news


TEXTS = st.sampled_from(["Wheel", "The wheel", "Round wheel", "Turns round and round.", "Push", "x", "TBD", ""])
NAMES = st.sampled_from(["a", "b", "gone", "nobody"])
DAYS = st.sampled_from(["2026-11-01", "2024-01-01"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "purpose": TEXTS,
    "description": TEXTS,
    "owner": st.sampled_from(["ops", "nobody"]),
    "status": st.sampled_from(["active", "draft", "deprecated"]),
    "last_reviewed": DAYS,
    "level": st.sampled_from(["low", "high"]),
    "manual": TEXTS,
    "spare": TEXTS,
    "contract": st.fixed_dictionaries({}, optional={"ends": TEXTS, "cost": st.integers(0, 2)}),
    "systems": st.lists(NAMES, max_size=3),
}
REST = st.fixed_dictionaries(
    {"kind": st.just("gadget"), "id": st.just("g"), "title": st.just("Wheel")},
    optional={
        "steps": st.lists(st.fixed_dictionaries({}, optional={"title": st.just("Push"), "how": TEXTS}), max_size=3),
        "unknown": st.dictionaries(st.sampled_from(sorted(VALUES)), st.just({"ask": "ops"})),
        "does_not_apply": st.dictionaries(st.sampled_from(sorted(VALUES)), st.just("It is so.")),
    },
)


@settings(max_examples=60, deadline=None)
@given(rest=REST, first=st.fixed_dictionaries({}, optional=VALUES), data=st.data())
def test_filling_a_gap_never_lowers_the_score(rest: dict[str, Any], first: dict[str, Any], data: st.DataObject) -> None:
    """Whatever a document says and whatever it lacks, one more answer makes the score no smaller."""
    document = rest | first
    before = measured(document)
    gaps = [gap.pointer for gap in before.gaps if gap.state in ("missing", "unknown") and len(gap.pointer) == 1]
    for pointer in gaps:
        name = str(pointer[0])
        assert measured(document | {name: data.draw(VALUES[name])}).score >= before.score
        answer = {name: "It is so."} | document.get("does_not_apply", {})
        assert measured(document | {"does_not_apply": answer}).score >= before.score
    assert (before.score == 100) is (not before.gaps)


def test_filling_every_gap_one_by_one_ends_with_100() -> None:
    """What the parts name is all there is to do."""
    document: dict[str, Any] = {"kind": "gadget", "id": "g", "title": "Wheel", "steps": [{"title": "Push"}]}
    scores = [measured(document).score]
    while parts := measured(document).parts:
        name = parts[0].field.path[0]
        document[name] = WHOLE[name]
        scores.append(measured(document).score)
    assert scores == sorted(scores)
    assert scores[0] == 0
    assert scores[-1] == 100
