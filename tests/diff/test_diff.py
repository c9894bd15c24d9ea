"""What a change is called, of which class it is and why, whom it touches and who has to look at it."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from two_books import BOOK, Files, catalog_of, diff, edited, only

from mopsbook.diff.change import Diff
from mopsbook.diff.make import make_diff

SCORE, LAUNCH, LIFE, MARKETO = (
    "scoring/score.yaml",
    "processes/launch.yaml",
    "lifecycles/life.yaml",
    "systems/marketo.yaml",
)


def _told(found: Diff) -> list[tuple[str, str]]:
    return [(line.level, line.sentence) for line in found.lines]


@pytest.mark.parametrize(
    ("name", "edit", "told"),
    [
        (SCORE, ("score: 100", "score: 80"), ("breaking", "Lead score: threshold MQL: score at least 100 → 80")),
        (LIFE, ("value: 4", "value: 8"), ("needs-action", "Lead life: stage MQL: SLA 4 business hours → 8 business hours")),
        (LIFE, ("value: 4, unit: business-hours", "value: 1, unit: days"), ("needs-action", "Lead life: stage MQL: SLA 4 business hours → 1 day")),
        (LAUNCH, ("accountable: builder", "accountable: mops"), ("needs-action", "Webinar launch: step Build the program is now answered for by Marketing Operations instead of Campaign Builder")),
        (LAUNCH, ("accountable: builder", "accountable: [builder, mops]"), ("needs-action", "Webinar launch: step Build the program is now also answered for by Marketing Operations")),
        (MARKETO, ("owner: lead", "owner: mops"), ("needs-action", "Marketo is now owned by Marketing Operations instead of Head of Operations")),
        (MARKETO, ("owner: lead\n", ""), ("needs-action", "Marketo is no longer owned by Head of Operations")),
        (MARKETO, ("status: active", "status: retired"), ("breaking", "Marketo: status Active → Retired")),
        (MARKETO, ("status: active", "status: deprecated"), ("needs-action", "Marketo: status Active → Deprecated")),
        (MARKETO, ("tier: 1", "tier: 2"), ("needs-action", "Marketo: tier 1 → 2")),
        (MARKETO, ("tier: 1", "tier: 1\ntags: [core]"), ("informative", "Marketo: tags: core is new")),
        (LIFE, ("- {id: raw, title: Raw, type: initial}\n", ""), ("breaking", "Lead life: stage Raw is gone")),
        (LIFE, ("stages:\n", "stages:\n- {id: sal, title: SAL, type: main}\n"), ("needs-action", "Lead life: new stage SAL")),
        ("metrics/mqls.yaml", ("Who is ready.", "Who was ready once."), ("breaking", "MQLs: definition reworded")),
        ("dashboards/funnel.yaml", ("[mqls]", "[]"), ("needs-action", "Funnel no longer shows MQLs")),
    ],
)  # fmt: skip
def test_a_change_is_told_in_business_words_with_its_class(
    name: str, edit: tuple[str, str], told: tuple[str, str]
) -> None:
    found = _told(diff(edited(name, edit)))
    assert told in found
    assert len(found) == 1


def test_what_came_and_what_went_are_told_with_what_they_are() -> None:
    files = {
        **BOOK,
        "systems/outreach.yaml": "kind: system\nid: outreach\ntitle: Outreach\ncategory: sales-engagement\ntier: 2\nowner: sales\n",
    }
    assert _told(diff(files)) == [("informative", "New system Outreach (sales engagement, tier 2, owned by Sales)")]
    assert _told(diff(BOOK, files)) == [
        ("breaking", "Removed: system Outreach (sales engagement, tier 2, owned by Sales)")
    ]


def test_each_reason_is_told() -> None:
    line = diff(edited(SCORE, ("score: 100", "score: 80"))).lines[0]
    assert line.why == "Other people reach the stage, and whoever works it gets more or fewer of them."


def test_a_change_says_where_it_is_written() -> None:
    place = diff(edited(SCORE, ("score: 100", "score: 80"))).lines[0].place
    line = BOOK[SCORE].split("\n")[place.line - 1]
    assert line[place.column - 1 :].startswith("100")


def test_what_depends_on_the_changed_part_is_touched_over_its_hops() -> None:
    line = diff(edited(SCORE, ("score: 100", "score: 80"))).lines[0]
    assert [(one.distance, one.title, one.parts) for one in line.touched] == [
        (1, "Lead life", ("MQL",)), (2, "MQLs", ()), (3, "Funnel", ()),
    ]  # fmt: skip


def test_what_depended_on_something_that_is_gone_is_touched() -> None:
    files = {name: text for name, text in BOOK.items() if name != MARKETO}
    assert [touch.title for touch in only(diff(files)).touched] == ["Webinar launch"]


def test_what_went_together_does_not_touch_each_other() -> None:
    files = {name: text for name, text in BOOK.items() if name not in (MARKETO, LAUNCH)}
    assert [change.touched for change in diff(files).changes] == [(), ()]


def test_an_example_lead_that_reaches_another_stage_is_named() -> None:
    found = diff(edited(SCORE, ("score: 100", "score: 80")))
    assert [flip.sentence for flip in found.flips] == [
        "Example lead “Student” now becomes MQL (84 points, and 80 are enough)"
    ]
    back = diff(BOOK, edited(SCORE, ("score: 100", "score: 80")))
    assert [flip.sentence for flip in back.flips] == [
        "Example lead “Student” no longer becomes MQL (84 points, and 80 were enough)"
    ]


def test_the_owner_of_what_changed_and_of_what_it_breaks_must_look_at_it() -> None:
    """Of a stage that other people reach now its own owner is asked, too."""
    found = diff(edited(SCORE, ("score: 100", "score: 80"))).reviewers
    assert [(one.title, one.handle, one.because) for one in found] == [
        ("Caller", "", ("Lead life",)), ("Head of Operations", "@acme/mops", ("Lead score",)), ("Sales", "", ("Lead life",)),
    ]  # fmt: skip
    faster = diff(edited(LIFE, ("value: 4", "value: 2"))).reviewers
    assert {one.title for one in faster} == {"Caller", "Sales"}, "whoever works a stage has a say in it"
    both = diff(edited(MARKETO, ("owner: lead", "owner: sales"))).reviewers
    assert {one.title for one in both} == {"Head of Operations", "Sales"}


def test_a_new_id_and_a_new_file_are_recognised_as_such() -> None:
    renamed = {("systems/mkto.yaml" if name == MARKETO else name): text.replace("id: marketo", "id: mkto").replace("[marketo]", "[mkto]") for name, text in BOOK.items()}  # fmt: skip
    found = diff(renamed)
    assert [(one.what, one.old_id, one.id) for one in found.changes if one.kind == "system"] == [
        ("renamed", "marketo", "mkto")
    ]
    moved = {("systems/of-marketing.yaml" if name == MARKETO else name): text for name, text in BOOK.items()}
    change = only(diff(moved))
    assert (change.what, change.old_path, change.place.path) == (
        "moved", "knowledge/systems/marketo.yaml", "knowledge/systems/of-marketing.yaml",
    )  # fmt: skip


def test_whoever_keeps_the_old_id_as_an_alias_has_renamed_it_whatever_else_changed() -> None:
    new = "kind: system\nid: engage\ntitle: Engage\naliases: [marketo]\ncategory: map\npurpose: Quite other words.\n"
    files = {**{name: text for name, text in BOOK.items() if name != MARKETO}, "systems/engage.yaml": new}
    assert (only(diff(files)).what, only(diff(files)).old_id) == ("renamed", "marketo")


def test_references_that_follow_a_new_name_are_no_change() -> None:
    """A renaming is one line, however many documents speak of what was renamed, and whether or not they say its new name."""
    moved = {"systems/engage.yaml": BOOK[MARKETO].replace("id: marketo", "id: engage\naliases: [marketo]")}
    rest = {name: text for name, text in BOOK.items() if name != MARKETO}
    follow = {name: re.sub(r"\bmarketo\b", "engage", text) for name, text in rest.items()}
    assert rest != follow
    for files in (rest, follow):
        change = only(diff({**files, **moved}))
        assert (change.what, change.old_id, change.edits) == ("renamed", "marketo", ())


def test_what_is_only_planned_breaks_nobody() -> None:
    planned = edited(MARKETO, ("status: active", "status: planned"))
    after = edited(MARKETO, ("owner: lead", "owner: mops"), files=planned)
    assert [(line.level, line.why) for line in diff(after, planned).lines] == [("informative", "It is not in use yet.")]


def test_a_file_that_cannot_be_read_is_named_and_nothing_in_it_seems_to_be_gone() -> None:
    broken = {**BOOK, MARKETO: "kind: [system\n"}
    for found in (diff(broken), diff(BOOK, broken)):
        assert not [change for change in found.changes if change.kind == "system"]
        assert "knowledge/systems/marketo.yaml" in found.notes[0]


def test_nothing_changed_is_no_change() -> None:
    catalog = catalog_of(BOOK)
    assert make_diff(catalog, catalog).changes == ()
    assert diff(BOOK).changes == ()


def test_the_order_of_files_and_keys_and_comments_are_no_change() -> None:
    turned: Files = {name: "# A word.\n" + text for name, text in reversed(BOOK.items())}
    turned = {
        **turned,
        MARKETO: "tier: 1\nstatus: active # so far\ntitle: 'Marketo'\n\nowner: lead\nid: marketo\nkind: system\n",
    }
    assert diff(turned).changes == ()


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(sorted(BOOK))), st.sets(st.sampled_from(sorted(BOOK))))
def test_the_other_way_round_what_came_is_gone_and_what_was_is_new(one: set[str], other: set[str]) -> None:
    first, second = ({name: text for name, text in BOOK.items() if name not in left} for left in (one, other))
    there, back = diff(first, second), diff(second, first)
    swap = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(c.key, c.what) for c in there.changes} == {(c.key, swap[c.what]) for c in back.changes}
    assert diff(first, first).changes == ()


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([(SCORE, "84"), (SCORE, "100"), (LIFE, "value: 4"), (MARKETO, "tier: 1"), (LAUNCH, "Build")]),
    st.integers(1, 3),
)
def test_the_other_way_round_old_and_new_change_places(spot: tuple[str, str], number: int) -> None:
    name, text = spot
    after = {**BOOK, name: BOOK[name].replace(text, re.sub(r"\d+$", "", text) + str(number), 1)}
    there = [(e.path, e.old, e.new) for c in diff(after).changes for e in c.edits]
    back = [(e.path, e.new, e.old) for c in diff(BOOK, after).changes for e in c.edits]
    assert sorted(there) == sorted(back)


def test_texts_are_short_whatever_stands_in_the_book() -> None:
    long = json.dumps("word " * 5_000)
    files = edited(MARKETO, ("tier: 1", f"tier: 1\nvendor: {long}"))
    assert all(len(line.sentence) < 400 for line in diff(files).lines)


def test_a_stage_with_another_id_is_one_change_where_all_that_names_it_follows() -> None:
    """A part that bears another id is told once, harms nobody, and nothing that follows it seems to name something else."""
    life = edited("lifecycles/life.yaml", ("id: mql\n", "id: marketing-qualified\n"))
    metric = edited("metrics/mqls.yaml", ("life#mql", "life#marketing-qualified"), files=life)
    after = edited("scoring/score.yaml", ('stage: "life#mql"', 'stage: "life#marketing-qualified"'), files=metric)
    change = only(diff(after))
    assert [(edit.field, edit.level, edit.words) for edit in change.edits] == [
        ("stages.id", "informative", "stage MQL: id mql → marketing-qualified")
    ]
    assert change.edits[0].why == "Everything in the book that refers to it says the new one."


def test_a_stage_with_another_id_breaks_what_still_names_the_old_one() -> None:
    """Where something still names the part by its old id, the class is the one of the schema."""
    after = edited("lifecycles/life.yaml", ("id: mql\n", "id: marketing-qualified\n"))
    change = only(diff(after))
    assert [(edit.field, edit.level) for edit in change.edits] == [("stages.id", "breaking")]


def test_two_stages_that_change_places_by_name_are_no_new_names() -> None:
    """Ids that both were there before name what they name: a change of what refers to them is told."""
    metric = edited("metrics/mqls.yaml", ("life#mql", "life#raw"))
    assert [edit.field for edit in only(diff(metric)).edits] == ["stages"]


def test_a_relation_of_a_part_names_the_part_and_not_the_whole() -> None:
    """What is said of a part speaks of that part: a metric is about MQL, and a field is replaced by another one."""
    metric = edited("metrics/mqls.yaml", ("life#mql", "life#raw"))
    assert only(diff(metric)).edits[0].sentence == "MQLs is now about Raw instead of MQL"
    fields = "- {id: title, title: Job title, type: string}\n"
    more = f"{fields}- {{id: level, title: Level, type: string}}\n"
    two = edited("objects/lead.yaml", (fields, more))
    after = edited("objects/lead.yaml", ("title: Level,", "title: Level, replaced_by: person#title,"), files=two)
    assert only(diff(after, two)).edits[0].sentence == "Person: field Level is now replaced by Job title"
