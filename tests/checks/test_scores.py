"""The score of a dimension can be checked by hand, and cannot be made better by breaking or hiding something."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsbook.catalog.make import make_catalog
from mopsbook.catalog.scores import Scores
from mopsbook.checks.dimensions import DIMENSIONS
from mopsbook.checks.finding import SEVERITIES, Finding
from mopsbook.checks.run import find_rules, run_checks
from mopsbook.checks.scores import Score, find_asked, measure
from mopsbook.documents.shelf import Shelf

TODAY = date(2026, 11, 22)
Book = Callable[..., Shelf]

BOOK = {
    # Of the rules for what scales, `access-single` asks systems.
    "book.yaml": "kind: book\ntitle: Ours\npolicy: {severities: {incomplete: off, access-single: off}}\n",
    "teams/mops.yaml": "kind: team\nid: mops\ntitle: Marketing operations\n",
    "teams/sales.yaml": "kind: team\nid: sales\ntitle: Sales\n",
    "systems/a.yaml": "kind: system\nid: a\ntitle: A\nowner: mops\nreplaced_by: b\n",
    "systems/b.yaml": "kind: system\nid: b\ntitle: B\nowner: sales\nreplaced_by: a\n",
    "systems/gone.yaml": "kind: system\nid: gone\ntitle: Gone\nowner: sales\nstatus: retired\n",
    "processes/p.yaml": """kind: process
id: p
title: P
owner: mops
steps: [{id: s, title: S, accountable: mops, responsible: mops}]
""",
}


def finding(id: str, severity: str) -> Finding:
    return Finding(f"knowledge/{id}.yaml", 1, 1, 2, "some-rule", severity, "wrong", kind="system", id=id)


def keys(*ids: str) -> set[tuple[str, str]]:
    return {("system", id) for id in ids}


def scores_of(shelf: Shelf) -> Scores:
    return Scores(make_catalog(shelf, run_checks(shelf, TODAY), TODAY))


@pytest.mark.parametrize(
    ("asked", "found", "value"),
    [
        ("abcd", [], 100),
        ("abcd", [("a", "error")], 75),
        ("abcd", [("a", "warning")], 87),
        ("abcd", [("a", "info")], 97),
        ("abcd", [("a", "error"), ("b", "warning"), ("c", "info")], 60),
        ("a", [("a", "error")], 0),
        ("", [], None),
    ],
)
def test_the_score_is_what_the_worst_findings_leave_of_the_documents_asked(
    asked: str, found: list[tuple[str, str]], value: int | None
) -> None:
    """Nothing is left after an error, half after a warning, nine tenths after a remark; the result is rounded down."""
    assert measure(keys(*asked), [finding(*one) for one in found]) == Score(value, len(asked), len(found))


def test_only_the_worst_finding_of_a_document_counts() -> None:
    """Nine findings in one file are one file to mend."""
    nine = [finding("a", "warning")] * 8 + [finding("a", "error")]
    assert measure(keys("a", "b"), nine) == Score(50, 2, 1)


def test_what_no_rule_was_thought_to_ask_counts_where_something_is_found() -> None:
    """A file that cannot be read is no document, and breaking a file must not make a book better."""
    broken = Finding("knowledge/x.yaml", 1, 1, 2, "unreadable-file", "error", "wrong")
    other = Finding("knowledge/y.yaml", 1, 1, 2, "unreadable-file", "error", "wrong")
    assert measure(keys("a", "b"), [broken, other]) == Score(50, 4, 2)


@given(
    asked=st.sets(st.sampled_from("abcdefghij"), min_size=1),
    found=st.lists(st.tuples(st.sampled_from("abcdefghij"), st.sampled_from(SEVERITIES)), max_size=20),
    more=st.tuples(st.sampled_from("abcdefghij"), st.sampled_from(SEVERITIES)),
)
def test_a_score_is_perfect_only_if_nothing_is_found_and_no_finding_in_what_is_asked_makes_it_better(
    asked: set[str], found: list[tuple[str, str]], more: tuple[str, str]
) -> None:
    """0 to 100, and 100 says that there is nothing to mend."""
    before = measure(keys(*asked), [finding(*one) for one in found]).value
    assert before is not None
    assert 0 <= before <= 100
    assert (before == 100) is (not found)
    if more[0] in asked:
        after = measure(keys(*asked), [finding(*one) for one in [*found, more]]).value
        assert after is not None
        assert after <= before


def test_a_document_is_asked_in_a_dimension_if_a_rule_of_it_looks_at_its_kind(book: Book) -> None:
    """No document without a name to check has a score for names, and a retired one is asked nothing."""
    asked = find_asked(book(BOOK), TODAY)
    assert list(asked) == list(DIMENSIONS)
    assert asked["scalable"] == set()
    # `orphan` looks at systems, `raci-accountable` at processes.
    assert asked["efficient"] == {("system", "a"), ("system", "b"), ("process", "p")}
    everything = {("team", "mops"), ("team", "sales"), ("system", "a"), ("system", "b"), ("process", "p")}
    assert asked["cohesive"] == asked["organized"] == asked["reliable"] == everything


def test_a_rule_that_is_switched_off_asks_nothing(book: Book) -> None:
    """A score must not be perfect because nobody looks."""
    silent = {name: "off" for name, rule in find_rules().items() if rule.DIMENSION == "efficient"}
    off = json.dumps({"kind": "book", "title": "Ours", "policy": {"severities": silent}})
    assert find_asked(book(BOOK), TODAY)["efficient"]
    assert find_asked(book({**BOOK, "book.yaml": off}), TODAY)["efficient"] == set()


def test_an_own_rule_asks_the_documents_that_its_where_lets_pass(book: Book) -> None:
    """An own rule counts in its dimension, and in none if it names none."""
    rules = """kind: book
title: Ours
policy: {severities: {access-single: off}}
rules:
  - {id: r, select: system, where: {id: a}, require: {tier: {present: true}}, message: It has a tier, dimension: scalable}
  - {id: s, select: system, require: {tier: {present: true}}, message: It has a tier, severity: error}
"""
    shelf = book({**BOOK, "book.yaml": rules})
    assert find_asked(shelf, TODAY)["scalable"] == {("system", "a")}
    scores = scores_of(shelf)
    assert scores.of_book()["scalable"] == Score(50, 1, 1)
    own = [one for one in run_checks(shelf, TODAY) if one.rule.startswith("own/")]
    assert {(one.rule, one.dimension) for one in own} == {("own/r", "scalable"), ("own/s", "")}


def test_kinds_and_teams_have_scores_of_their_own(book: Book) -> None:
    """What is wrong in one team's documents takes nothing from another's."""
    wrong = {"systems/b.yaml": "kind: system\nid: b\ntitle: B\nowner: sales\nrunbook: nothing\nreplaced_by: a\n"}
    shelf = book({**BOOK, **wrong})
    catalog = make_catalog(shelf, run_checks(shelf, TODAY), TODAY)
    scores = Scores(catalog)
    assert scores.of_book()["cohesive"] == Score(80, 5, 1)
    assert scores.of(catalog.of_kind("system"))["cohesive"] == Score(50, 2, 1)
    assert scores.of(catalog.of_kind("process"))["cohesive"] == Score(100, 1, 0)
    sales = [one for one in catalog.entities if (team := catalog.team_of(one)) and team.id == "sales"]
    assert scores.of(sales)["cohesive"] == Score(50, 2, 1)
    assert scores.of(sales)["scalable"] == Score(None, 0, 0)


def test_a_broken_file_counts_in_the_whole_book(book: Book) -> None:
    """The book as a whole knows of what is no document, a kind and a team do not."""
    shelf = book({**BOOK, "systems/c.yaml": "kind: system\nid: [\n"})
    scores = scores_of(shelf)
    assert scores.of_book()["organized"] == Score(83, 6, 1)
    catalog = make_catalog(shelf, (), TODAY)
    assert scores.of(catalog.entities)["organized"] == Score(100, 5, 0)


def test_a_retired_document_counts_where_something_is_found_in_it(book: Book) -> None:
    """Nobody may say that all is well while there is a finding."""
    gone = {"systems/gone.yaml": "kind: system\nid: gone\ntitle: Gone\nowner: nobody\nstatus: retired\n"}
    assert scores_of(book(BOOK)).of_book()["cohesive"] == Score(100, 5, 0)
    assert scores_of(book({**BOOK, **gone})).of_book()["cohesive"] == Score(83, 6, 1)
