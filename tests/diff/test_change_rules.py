"""Change rules: which changes are meant, and what satisfies them, in real commits."""

from collections.abc import Callable
from datetime import date

import pytest
from click.testing import Result
from compared_repo import Repo
from two_books import BOOK, TODAY, Files, catalog_of, edited

from mopsbook.diff.change import Breach
from mopsbook.diff.enforce import find_breaches
from mopsbook.diff.make import make_diff

Run = Callable[..., Result]
SCORE, MARKETO = "scoring/score.yaml", "systems/marketo.yaml"
HEAD = "kind: book\ntitle: Ours\nchange_rules:\n"
NOTE = "kind: change-note\nid: n\ntitle: Lower\ntouches: [{names}]\n"


def _rule(when: str, require: str) -> Files:
    return {"book.yaml": f"{HEAD}- {{id: r, when: {{{when}}}, require: {{{require}}}, message: Say why.}}\n"}


def _breaches(rule: Files, after: Files, before: Files = BOOK, *reviewed: str) -> tuple[Breach, ...]:
    old, new = catalog_of({**before, **rule}), catalog_of({**after, **rule})
    return find_breaches(make_diff(old, new), old, new, reviewed, TODAY)


LOWER = edited(SCORE, ("score: 100", "score: 80"))


@pytest.mark.parametrize(
    ("when", "meant"),
    [
        ("kind: scoring-model", True), ("kind: [lifecycle, scoring-model]", True), ("kind: lifecycle", False),
        ("field: thresholds", True), ("field: thresholds.score", True), ('field: "*.score"', True), ("field: rules", False),
        ("class: breaking", True), ("class: [needs-action, informative]", False), ("what: changed", True),
        ("what: [added, removed]", False), ("kind: scoring-model, class: informative", False),
    ],
)  # fmt: skip
def test_a_rule_holds_for_each_change_that_all_of_when_fits(when: str, meant: bool) -> None:
    assert bool(_breaches(_rule(when, "change_note: true"), LOWER)) is meant


def test_what_is_missing_is_told_with_the_sentence_and_the_place() -> None:
    (breach,) = _breaches(_rule("class: breaking", "change_note: true"), LOWER)
    assert breach.message == "Say why."
    assert breach.sentence == "Lead score: threshold MQL: score at least 100 → 80"
    assert (
        breach.missing
        == "no change note that came with it names scoring-model/score under `touches`; `mopsbook note` writes one"
    )
    line = LOWER[SCORE].split("\n")[breach.place.line - 1]
    assert line[breach.place.column - 1 :].startswith("80")


@pytest.mark.parametrize(
    ("names", "before", "met"),
    [("score", {}, True), ("scoring-model/score", {}, True), ("marketo", {}, False), ("score", {"changes/n.yaml": NOTE.format(names="score")}, False)],
)  # fmt: skip
def test_a_note_counts_that_came_with_the_change_and_names_it(names: str, before: Files, met: bool) -> None:
    after = {**LOWER, "changes/n.yaml": NOTE.format(names=names)}
    assert (not _breaches(_rule("class: breaking", "change_note: true"), after, {**BOOK, **before})) is met


def test_a_note_may_name_what_is_gone() -> None:
    after = {name: text for name, text in BOOK.items() if name != MARKETO}
    rule = _rule("what: removed, kind: system", "change_note: true")
    assert _breaches(rule, after)
    assert not _breaches(rule, {**after, "changes/n.yaml": NOTE.format(names="marketo")})


@pytest.mark.parametrize(
    ("said", "met"),
    [
        ("lead", True), ("role/lead", True), ("Head of Operations <h@example.com>", True), ("@acme/mops", True),
        ("mops", True), ("builder", True), ("sales", False), ("", False),
    ],
)  # fmt: skip
def test_a_commit_says_who_of_a_team_has_reviewed_it(said: str, met: bool) -> None:
    found = _breaches(_rule("class: breaking", "review_by: mops"), LOWER, BOOK, *filter(None, [said]))
    assert (not found) is met


def test_a_role_is_not_stood_in_for_by_its_team() -> None:
    assert _breaches(_rule("class: breaking", "review_by: lead"), LOWER, BOOK, "mops")
    assert not _breaches(_rule("class: breaking", "review_by: lead"), LOWER, BOOK, "Head of Operations")


def test_the_document_itself_may_say_who_has_reviewed_it_with_a_new_date() -> None:
    rule = _rule("class: breaking", "review_by: mops")
    stands = f"{LOWER[SCORE]}reviewed_by: lead\nlast_reviewed: 2026-11-22\n"
    assert not _breaches(rule, {**LOWER, SCORE: stands})
    before = {**BOOK, SCORE: f"{BOOK[SCORE]}reviewed_by: lead\nlast_reviewed: 2026-11-22\n"}
    assert _breaches(rule, {**LOWER, SCORE: stands}, before), "an old review says nothing of this change"


@pytest.mark.parametrize(("day", "met"), [("2026-11-23", True), ("2026-11-22", False), ("2020-01-01", False)])
def test_a_date_lies_in_the_future(day: str, met: bool) -> None:
    after = edited(MARKETO, ("tier: 1", f"tier: 1\nsunset: {{date: {day}, reason: Old}}"))
    assert date.fromisoformat(day)
    assert (not _breaches(_rule("field: sunset", "date_in_future: sunset.date"), after)) is met


def test_enforcing_fails_until_the_commit_says_who_looked_at_it(repo: Repo, run: Run) -> None:
    repo.write(_rule("kind: scoring-model, field: thresholds", "review_by: lead"))
    repo.commit("A rule")
    repo.git("switch", "-q", "-c", "lower")
    repo.write({SCORE: LOWER[SCORE]})
    repo.commit("Lower the threshold")
    failed = run("diff", "--enforce")
    assert failed.return_value == 1
    assert "[r] Say why." in failed.output
    assert "--> knowledge/scoring/score.yaml:8:" in failed.output
    assert run("diff").return_value == 0
    repo.git("commit", "-q", "--allow-empty", "-m", "Read it\n\nReviewed-by: Head of Operations <h@example.com>")
    assert run("diff", "--enforce").return_value == 0
