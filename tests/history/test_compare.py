"""Two states of a document are compared by what they say: each difference once, in the words of the schema."""

from typing import Any

import pytest

from mopsbook.history.compare import compare
from mopsbook.kinds.kind import Kinds

Told = list[tuple[str, str, str, str]]


@pytest.fixture
def told(kinds: Kinds) -> Any:
    def tell(kind: str, old: dict[str, Any], new: dict[str, Any]) -> Told:
        return [(one.what, one.path, one.old, one.new) for one in compare(kinds[kind], old, new)]

    return tell


def stage(id: str, **fields: Any) -> dict[str, Any]:
    definition = f"What {id} means to us and to {id}."
    return {"id": id, "title": id.upper(), "type": "main", "definition": definition, **fields}


def test_a_deep_value_is_named_by_the_ids_on_its_way_and_labelled_in_the_words_of_the_schema(kinds: Kinds) -> None:
    old = {"stages": [stage("inquiry"), stage("mql", sla={"value": 4, "unit": "hours"})]}
    new = {"stages": [stage("new"), stage("inquiry"), stage("mql", sla={"value": 8, "unit": "business-hours"})]}
    found = compare(kinds["lifecycle"], old, new)
    assert [(one.what, one.path, one.label, one.old, one.new) for one in found] == [
        ("added", "stages.new", "Stage NEW", "", "NEW"),
        ("changed", "stages.mql.sla.value", "Stage MQL · SLA · Time", "4", "8"),
        ("changed", "stages.mql.sla.unit", "Stage MQL · SLA · Unit", "hours", "business hours"),
    ]


def test_booleans_are_yes_and_no_and_allowed_values_have_their_labels(told: Any) -> None:
    old = {"holds_personal_data": False, "authentication": "saml", "tier": 2, "contract": {"cost": 10.0}}
    new = {"holds_personal_data": True, "authentication": "oidc", "contract": {"cost": 10}}
    assert told("system", old, new) == [
        ("changed", "authentication", "SAML single sign-on", "OpenID Connect"),
        ("removed", "tier", "2", ""),
        ("changed", "holds_personal_data", "no", "yes"),
    ]


def test_one_and_true_are_not_the_same(told: Any) -> None:
    assert told("system", {"x": 1}, {"x": True}) == [("changed", "x", "1", "yes")]


def test_values_of_a_list_come_and_go_one_by_one(told: Any) -> None:
    old, new = {"tags": ["a", "b", "c"]}, {"tags": ["c", "d", "a"]}
    assert told("system", old, new) == [
        ("added", "tags", "", "d"),
        ("removed", "tags", "b", ""),
        ("moved", "tags", "a, b, c", "c, d, a"),
    ]
    assert told("system", {}, {"tags": ["a", "b"]}) == [("added", "tags", "", "a"), ("added", "tags", "", "b")]


def test_one_name_and_a_list_of_one_name_say_the_same(told: Any) -> None:
    assert told("system", {"technical_owner": "ops"}, {"technical_owner": ["ops"]}) == []
    assert told("system", {"technical_owner": "ops"}, {"technical_owner": ["ops", "it"]}) == [
        ("added", "technical_owner", "", "it")
    ]


def test_a_sentence_of_a_list_that_was_edited_is_one_change(told: Any) -> None:
    old = {"responsibilities": ["Keeps the list of systems", "Answers for consent"]}
    new = {"responsibilities": ["Answers for consent", "Keeps the list of all systems"]}
    assert told("role", old, new) == [
        ("changed", "responsibilities", "Keeps the list of systems", "Keeps the list of all systems")
    ]


def test_items_are_never_matched_by_their_position(told: Any) -> None:
    old = {"steps": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}, {"id": "c", "title": "C"}]}
    new = {"steps": [{"id": "b", "title": "B"}, {"id": "c", "title": "C!"}]}
    assert told("process", old, new) == [("changed", "steps.c.title", "C", "C!"), ("removed", "steps.a", "A", "")]


def test_an_item_that_moved_says_from_where_to_where(told: Any) -> None:
    names = ["a", "b", "c", "d"]
    steps = {name: {"id": name, "title": name.upper()} for name in names}
    old = {"steps": [steps[name] for name in names]}
    assert told("process", old, {"steps": [steps[name] for name in ("d", "a", "b", "c")]}) == [
        ("moved", "steps.d", "after C", "first")
    ]


def test_many_moves_are_told_once(told: Any) -> None:
    steps = [{"id": f"s{number}", "title": f"S{number}"} for number in range(9)]
    found = told("process", {"steps": steps}, {"steps": steps[::-1]})
    assert [(what, path) for what, path, *_ in found] == [("moved", "steps")]


def test_an_item_that_got_another_id_is_the_same_item(told: Any) -> None:
    old = {"stages": [stage("mql"), stage("sql")]}
    new = {"stages": [{**stage("mql"), "id": "qualified"}, stage("sql")]}
    assert told("lifecycle", old, new) == [("changed", "stages.qualified.id", "mql", "qualified")]


def test_a_link_that_leads_elsewhere_under_the_same_title_is_the_same_link(told: Any) -> None:
    old = {"links": [{"url": "https://a.org/one", "title": "Strategy"}]}
    new = {"links": [{"url": "/two", "title": "Strategy"}]}
    assert told("team", old, new) == [("changed", "links./two.url", "https://a.org/one", "/two")]


def test_two_ways_to_one_stage_are_told_apart_by_what_they_say(told: Any) -> None:
    ways = [{"to": "sql", "condition": "Score over 100"}, {"to": "sql", "condition": "Asked for a call"}]
    changed = [ways[1], {"to": "sql", "condition": "Score over 80"}]
    old, new = {"stages": [stage("mql", transitions=ways)]}, {"stages": [stage("mql", transitions=changed)]}
    assert [one for one in told("lifecycle", old, new) if one[0] != "moved"] == [
        ("changed", "stages.mql.transitions.sql.condition", "Score over 100", "Score over 80")
    ]


def test_items_without_any_name_are_matched_by_equality_then_position(told: Any) -> None:
    assert told("system", {"x": [{"p": 1}, {"p": 2}]}, {"x": [{"p": 2}, {"p": 3}]})[0] == ("changed", "x.2.p", "1", "3")


def test_a_group_that_comes_whole_is_one_change_and_free_maps_are_told_by_key(told: Any, kinds: Kinds) -> None:
    new = {"user_audit": {"cadence": "3m", "notice_days": 7}, "does_not_apply": {"contract.cost": "Free of charge"}}
    assert told("system", {}, new) == [
        ("added", "does_not_apply.contract.cost", "", "Free of charge"),
        ("added", "user_audit", "", "Every 3 months, Notice (days) 7"),
    ]
    assert compare(kinds["system"], {}, new)[0].label == "Does not apply · Contract · Cost a year"
    asked = compare(kinds["system"], {"unknown": {"tier": {"ask": "ops"}}}, {"unknown": {"tier": {"ask": "it"}}})
    assert [(one.path, one.label) for one in asked] == [("unknown.tier.ask", "Not known yet · Tier · Ask")]


def test_prose_with_other_line_breaks_is_the_same_prose(told: Any) -> None:
    assert told("system", {"purpose": "Sends our\nmail."}, {"purpose": "Sends our mail.\n"}) == []


def test_long_texts_are_shown_where_they_differ(told: Any) -> None:
    old = {"description": "Many words before it. " * 20 + "The limit is 100 a day. " + "Many words after it. " * 20}
    new = {"description": old["description"].replace("100", "250")}
    [(_, _, before, after)] = told("system", old, new)
    assert len(before) <= 80 and len(after) <= 80
    assert "100 a day" in before and "250 a day" in after
    assert before.startswith("…") and before.endswith(" …")


def test_of_two_long_texts_all_that_differs_is_told(told: Any) -> None:
    old = {
        "description": "Same words before. " * 9
        + "It takes four working days in the north. "
        + "Same words after. " * 9
    }
    new = {"description": old["description"].replace("four", "two").replace("north", "south")}
    [(_, _, before, after)] = told("system", old, new)
    assert "takes four working days in the north." in before
    assert "takes two working days in the south." in after
    assert before.split("takes")[0] == after.split("takes")[0]
    assert before.split("north")[1] == after.split("south")[1]


def test_a_long_text_in_place_of_another_is_cut_at_a_word(told: Any) -> None:
    [(_, _, before, after)] = told("system", {"description": "old words " * 60}, {"description": "other texts " * 60})
    assert before.endswith("words …") and after.endswith("texts …")
    assert 100 < len(before) < 180 and 100 < len(after) < 180


def test_huge_lists_are_compared_in_good_time(told: Any) -> None:
    old = {"values": [{"value": f"v{number}", "label": f"Value {number}"} for number in range(5_000)]}
    new = {"values": [{**item, "meaning": "m"} for item in old["values"][:-1]]}
    assert len(told("value-list", old, new)) == 5_000


def test_prose_is_told_without_its_marks(told: Any) -> None:
    """On one line a heading, a list or a table would be noise; what stands between stars or underscores is no mark everywhere."""
    text = (
        "# What\n\n- **Wait** for `a_b_c`\n- 2 * 3 * 4, *now*\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nThen [[marketo]]."
    )
    ((_, _, _, shown),) = told("system", {}, {"description": text})
    assert shown == "What: • Wait for a_b_c • 2 * 3 * 4, now (a table) Then [[marketo]]."


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        ("All [people](https://a.org/one) who asked.", "All [people](/two) who\nasked.", "informative"),
        ("As in https://a.org/one.", "As in https://b.org/two.", "informative"),
        ("All [people](/one) who asked.", "All [persons](/one) who asked.", "breaking"),
        ("All people (who asked).", "All people (who came).", "breaking"),
    ],
)
def test_a_definition_that_reads_as_before_breaks_nothing(kinds: Kinds, old: str, new: str, level: str) -> None:
    """A page that a definition links to has moved; the number means what it meant."""
    found = compare(kinds["metric"], {"definition": old}, {"definition": new})
    assert [one.level for one in found] == [level]
